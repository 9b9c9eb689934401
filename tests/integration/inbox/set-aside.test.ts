import { expect, test } from "vitest";
import { createSetAsideStore } from "../../../app/adapters/database/inbox/set-aside.ts";
import { processDeliveries } from "../../../app/services/process-deliveries.ts";
import { retryDelivery } from "../../../app/services/retry-delivery.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { aDelivery, anOrder, aShop, processing, recordingSettling, store } from "./support.ts";

const db = await testDatabase();
const { settleIn, settled } = await recordingSettling(db.pool);
const deps = processing(db, settleIn);
const limit = { rows: 100, bytes: 1_000_000 };
const setAside = createSetAsideStore(db.pool);

test("what was set aside is listed by shop, newest first, and can be tried again", async () => {
  const shopId = await aShop(db.pool);
  const other = await aShop(db.pool, "other.myshopify.com");
  for (const id of [1, 2, 3]) await store(db.pool, aDelivery("orders/create", anOrder(id, { currency: "EUR" })));
  await processDeliveries(deps, limit);
  expect(await setAside.count(shopId)).toBe(3);
  const first = await setAside.list(shopId, { after: null, limit: 2 });
  const rest = await setAside.list(shopId, { after: first.next, limit: 2 });
  expect([...first.items, ...rest.items].map(({ id }) => Number(id))).toEqual([3, 2, 1]);
  expect(rest.next).toBeNull();
  expect(await setAside.list(other, { after: null, limit: 2 })).toEqual({ items: [], next: null });

  const id = first.items[0]!.id;
  expect(await retryDelivery({ setAside }, { shopId: other, id })).toEqual({ kind: "not_set_aside" });
  await db.pool.query("UPDATE shops SET currency = 'EUR' WHERE id = $1", [shopId]);
  expect(await retryDelivery({ setAside }, { shopId, id })).toEqual({ kind: "waiting" });
  expect(await retryDelivery({ setAside }, { shopId, id })).toEqual({ kind: "not_set_aside" });
  expect(await retryDelivery({ setAside }, { shopId, id: "x" })).toEqual({ kind: "not_set_aside" });
  await processDeliveries(deps, limit);
  expect(await settled()).toEqual(["3"]);
  expect(await setAside.count(shopId)).toBe(2);
});
