import { expect, test } from "vitest";
import { sweepOrders } from "../../../app/services/reconcile/sweep-orders.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { done } from "./forms.ts";
import { reconcileWorld } from "./world.ts";

const db = await testDatabase();
const world = await reconcileWorld(db, { percent: { bps: 1000 } }, { orders: 30, installedAt: "2026-11-24T12:00:00Z" });
const { shopId, deps, api } = world;
const step = () => sweepOrders(deps, { shopId });
const listed = () => api.wait(api.world.latency.bulkOperationMs);

test("a sweep has Shopify list the orders, comes back, and heals what is missing or old", async () => {
  const [kept, changed] = [world.desk.place(), world.desk.place()];
  await world.work();
  world.wait(1);
  world.dropped(() => {
    world.desk.place();
    done(world.desk.refund(changed, { lines: [world.desk.units(changed, 0, 1)] }));
  });
  world.wait(5);
  expect(await step()).toEqual({ kind: "later", delayMs: 10_000 });
  expect(await step()).toEqual({ kind: "later", delayMs: 30_000 });
  listed();
  // Seeded orders are from before the installation: they are nobody's to miss.
  expect(await step()).toEqual({ kind: "done", missing: 1, newer: 1, chargebacks: 0 });
  await world.work();
  expect(await world.production.output()).toEqual(world.expected());
  expect((await world.production.output()).orders.map(({ order }) => order)).toContain(String(kept.id));
  expect(await world.counted()).toEqual([
    { kind: "sweep", state: "done", compared: 3, missing: 1, newer: 1, failure: null },
  ]);
});

test("the next one finds nothing more", async () => {
  await step();
  listed();
  expect(await step()).toEqual({ kind: "done", missing: 0, newer: 0, chargebacks: 0 });
  expect(await world.audit()).toEqual([]);
});

test("what changes while the list is made is left to the webhooks", async () => {
  await step();
  world.dropped(() => world.desk.place());
  listed();
  expect(await step()).toEqual({ kind: "done", missing: 0, newer: 0, chargebacks: 0 });
});

test("while as much runs as may, it waits; a list that failed is said so, and the next begins anew", async () => {
  const many = Array.from({ length: 5 }, () =>
    deps.source.startSweep({ domain: "", readsCustomers: false, readsChargebacks: false }, deps.clock.now()),
  );
  await Promise.all(many);
  expect(await step()).toEqual({ kind: "later", delayMs: 300_000 });
  listed();
  await step();
  for (const operation of api.shop.bulkOperations.values())
    if (operation.status === "CREATED") Object.assign(operation, { status: "FAILED", errorCode: "TIMEOUT" });
  expect(await step()).toEqual({ kind: "failed", why: "FAILED: TIMEOUT" });
  expect(await world.counted()).toMatchObject([{ state: "failed", failure: "FAILED: TIMEOUT" }]);
  expect(await step()).toEqual({ kind: "later", delayMs: 10_000 });
});

test("a list that Shopify has forgotten ends", async () => {
  api.shop.bulkOperations.clear();
  expect(await step()).toMatchObject({ kind: "failed" });
});
