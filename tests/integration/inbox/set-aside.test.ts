import { expect, test } from "vitest";
import { eraseBodies } from "../../../app/adapters/database/inbox/erase.ts";
import { createSetAsideStore } from "../../../app/adapters/database/inbox/set-aside.ts";
import { orderNamedIn } from "../../../app/adapters/shopify/webhooks/order-named-in.ts";
import { listSetAside } from "../../../app/services/inbox/list-set-aside.ts";
import { processDeliveries } from "../../../app/services/inbox/process-deliveries.ts";
import { retryDelivery } from "../../../app/services/inbox/retry-delivery.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { aDelivery, anOrder, aShop, processing, recordingSettling, store } from "./support.ts";

const db = await testDatabase();
const { settleIn, settled } = await recordingSettling(db.pool);
const deps = processing(db, settleIn);
const limit = { rows: 100, bytes: 1_000_000 };
const setAside = createSetAsideStore(db.pool, orderNamedIn);
const inEuro = (id: number) => aDelivery("orders/create", anOrder(id, { currency: "EUR" }));

test("what was set aside is listed by shop, newest first, and can be tried again, one or all of a reason", async () => {
  const shopId = await aShop(db.pool);
  const other = await aShop(db.pool, "other.myshopify.com");
  for (const delivery of [inEuro(1), aDelivery("refunds/create", "{"), inEuro(2), inEuro(3)])
    await store(db.pool, delivery);
  await processDeliveries(deps, limit);

  const first = await setAside.list(shopId, "invalid_body", { after: null, limit: 2 });
  const rest = await setAside.list(shopId, "invalid_body", { after: first.next, limit: 2 });
  expect([...first.items, ...rest.items].map(({ orderId }) => orderId)).toEqual(["3", "2", "1"]);
  expect(rest.next).toBeNull();
  const { page, reasons } = await listSetAside({ setAside }, { shopId, what: null, after: null });
  expect(page.items.map(({ orderId }) => orderId)).toEqual(["3", "2", null, "1"]);
  expect(reasons).toEqual([
    { what: "invalid_body", count: 3, retryable: 3 },
    { what: "not_json", count: 1, retryable: 1 },
  ]);
  expect(JSON.stringify(page)).not.toContain("line_items");
  const theirs = await listSetAside({ setAside }, { shopId: other, what: null, after: null });
  expect(theirs).toEqual({ page: { items: [], next: null }, reasons: [] });

  const id = first.items[0]!.id;
  const retry = (of: number, which: { id: string } | { what: string }) =>
    retryDelivery({ setAside }, { shopId: of, retry: which });
  expect(await retry(other, { id })).toEqual({ waiting: 0 });
  expect(await retry(other, { what: "invalid_body" })).toEqual({ waiting: 0 });
  await db.pool.query("UPDATE shops SET currency = 'EUR' WHERE id = $1", [shopId]);
  expect(await retry(shopId, { id })).toEqual({ waiting: 1 });
  expect(await retry(shopId, { id })).toEqual({ waiting: 0 });
  expect(await retry(shopId, { id: "x" })).toEqual({ waiting: 0 });
  await processDeliveries(deps, limit);
  expect(await settled()).toEqual(["3"]);

  expect(await retry(shopId, { what: "invalid_body" })).toEqual({ waiting: 2 });
  expect(await retry(shopId, { what: "invalid" })).toEqual({ waiting: 0 });
  await processDeliveries(deps, limit);
  expect((await settled()).toSorted()).toEqual(["1", "2", "3"]);
  expect(await setAside.reasons(shopId)).toEqual([{ what: "not_json", count: 1, retryable: 1 }]);
});

test("what was erased stays on the list, and has nothing to try", async () => {
  const shopId = await aShop(db.pool, "erased.myshopify.com");
  await store(db.pool, { ...inEuro(9), shopDomain: "erased.myshopify.com" });
  await processDeliveries(deps, limit);
  await eraseBodies(db.pool, shopId, "all");
  const { page, reasons } = await listSetAside({ setAside }, { shopId, what: null, after: null });
  expect(page.items).toEqual([expect.objectContaining({ orderId: null, retryable: false, topic: "orders/create" })]);
  expect(reasons).toEqual([{ what: "invalid_body", count: 1, retryable: 0 }]);
  expect(await retryDelivery({ setAside }, { shopId, retry: { id: page.items[0]!.id } })).toEqual({ waiting: 0 });
  expect(await retryDelivery({ setAside }, { shopId, retry: { what: "invalid_body" } })).toEqual({ waiting: 0 });
});
