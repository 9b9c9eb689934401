import { expect, test } from "vitest";
import { createPrivacyRequests } from "../../../app/adapters/database/privacy/requests.ts";
import { createPrivacyStore } from "../../../app/adapters/database/privacy/store.ts";
import { instant, plusDays } from "../../../app/domain/kernel/instant.ts";
import { listPrivacyRequests, viewHeldData } from "../../../app/services/privacy/list-privacy-requests.ts";
import { requestCustomerData } from "../../../app/services/privacy/request-customer-data.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { aShop } from "../inbox/support.ts";

const db = await testDatabase();
const privacy = createPrivacyStore(db.pool);
const privacyRequests = createPrivacyRequests(db.prisma);
const now = instant(Date.parse("2026-11-20T10:00:00Z"));

test("a shop sees its own requests, newest first, with what came of each", async () => {
  const [shopId, other] = [await aShop(db.pool), await aShop(db.pool, "other.myshopify.com")];
  const request = (kind: "customers/redact" | "shop/redact", requestKey: string) => ({
    shopId,
    kind,
    requestKey,
    receivedAt: now,
    dueAt: plusDays(now, 30),
  });
  await requestCustomerData({ privacy }, { shopId, requestKey: "1", receivedAt: now, now, orderIds: ["5001"] });
  await privacy.record(request("customers/redact", "2"), { at: now, report: { orders: 2, bodies: 3 } });
  await privacy.record(request("shop/redact", "3"), { at: now, report: { refused: "the shop has the app" } });

  const { items, next } = await listPrivacyRequests({ privacyRequests }, { shopId, after: null });
  expect(items).toMatchObject([
    { kind: "shop/redact", erased: null, heldOrders: null },
    { kind: "customers/redact", erased: { orders: 2, bodies: 3 }, heldOrders: null },
    { kind: "customers/data_request", erased: null, heldOrders: 0, receivedAt: now, doneAt: now },
  ]);
  expect(next).toBeNull();
  const first = await privacyRequests.list(shopId, { after: null, limit: 2 });
  expect((await privacyRequests.list(shopId, { after: first.next, limit: 2 })).items).toEqual([items[2]]);

  const [, redact, data] = items;
  expect(await viewHeldData({ privacyRequests }, { shopId, id: data!.id })).toEqual({ receivedAt: now, orders: [] });
  for (const [of, id] of [
    [other, data!.id],
    [shopId, redact!.id],
    [shopId, "x"],
  ] as const)
    expect(await viewHeldData({ privacyRequests }, { shopId: of, id })).toBeNull();
  expect(await listPrivacyRequests({ privacyRequests }, { shopId: other, after: null })).toEqual({
    items: [],
    next: null,
  });
});
