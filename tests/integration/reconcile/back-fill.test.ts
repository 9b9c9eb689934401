import { expect, test } from "vitest";
import { DAY_MS, instant } from "../../../app/domain/kernel/instant.ts";
import { askForBackFill, backFillOrders } from "../../../app/services/reconcile/back-fill-orders.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { reconcileWorld } from "./world.ts";

const db = await testDatabase();
const rule = { percent: { bps: 1000 }, customers: { new: { bps: 1500 } } };
const world = await reconcileWorld(db, rule, { orders: 130 });
const { shopId, deps, api } = world;
const ask = (days: number) => askForBackFill(deps, { shopId, from: instant(deps.clock.now() - days * DAY_MS) });

async function toTheEnd(): Promise<number> {
  for (let steps = 1; ; steps += 1) {
    api.wait(60_000);
    const { kind } = await backFillOrders(deps, { shopId });
    await world.work();
    if (kind !== "more") return steps;
  }
}

test("without the scope for old orders, it says so before anything begins", async () => {
  await db.pool.query("UPDATE shops SET scopes = 'read_orders,read_customers' WHERE id = $1", [shopId]);
  expect(await ask(61)).toEqual({ kind: "needs_scope", scope: "read_all_orders" });
  expect(await backFillOrders(deps, { shopId })).toEqual({ kind: "nothing_asked" });
  await db.pool.query("UPDATE shops SET scopes = 'read_orders,read_all_orders,read_customers' WHERE id = $1", [shopId]);
});

test("orders from before the installation are fetched in steps and settle as if they had come", async () => {
  const orders = [...api.shop.orders.values()];
  expect(orders.length).toBe(130);
  expect(await ask(1_000)).toEqual({ kind: "begun" });
  expect(await ask(30)).toEqual({ kind: "under_way" });
  expect(await toTheEnd()).toBe(3);
  await world.production.release(deps.clock.now());
  const output = await world.production.output();
  expect(output).toEqual(world.expectedOf(orders));
  expect(output.orders.some(({ commissions }) => commissions.length > 0)).toBe(true);
  expect(await world.counted()).toEqual([
    { kind: "back_fill", state: "done", compared: 130, missing: 130, newer: 0, failure: null },
  ]);
  expect(await world.audit()).toEqual([]);
});

test("once more finds nothing, and moves no money", async () => {
  const before = await world.production.output();
  expect(await ask(1_000)).toEqual({ kind: "begun" });
  await toTheEnd();
  expect(await world.production.output()).toEqual(before);
  expect(await world.counted()).toMatchObject([{ state: "done", missing: 130 }]);
});
