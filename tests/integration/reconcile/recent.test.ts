import { expect, test } from "vitest";
import { DAY_MS } from "../../../app/domain/kernel/instant.ts";
import { reconcileOrders } from "../../../app/services/reconcile/reconcile-orders.ts";
import { orders as desk } from "../../../sandbox/src/index.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { done } from "./forms.ts";
import { reconcileWorld } from "./world.ts";

const db = await testDatabase();
const rule = { percent: { bps: 1000 }, flatPerOrder: { amountMinor: "25" } };
const world = await reconcileWorld(db, rule);
const { shopId, deps } = world;
const compare = () => reconcileOrders(deps, { shopId });

test("what arrived is compared, and nothing is read whole", async () => {
  world.wait(1);
  world.desk.place();
  world.desk.place({ customer: null });
  await world.work();
  world.wait(5);
  expect(await compare()).toEqual({ kind: "compared", compared: 2, missing: 0, newer: 0, chargebacks: 0 });
  expect(await world.production.output()).toEqual(world.expected());
});

test("an order whose webhooks were all lost is healed, with the right transfers, and counted once", async () => {
  const lost = world.dropped(() => world.desk.place());
  world.wait(5);
  expect(await compare()).toMatchObject({ missing: 1, newer: 0 });
  await world.work();
  expect(await world.production.output()).toEqual(world.expected());
  expect((await world.production.output()).orders.map(({ order }) => order)).toContain(String(lost.id));
  expect(await compare()).toMatchObject({ missing: 0, newer: 0 });
  expect(await world.counted()).toMatchObject([{ kind: "recent", missing: 1, newer: 0 }]);
});

test("a lost refund, a lost edit and a lost cancellation are, too", async () => {
  const [refunded, edited, cancelled] = [world.desk.place(), world.desk.place(), world.desk.place()];
  await world.work();
  world.wait(5);
  world.dropped(() => {
    done(world.desk.refund(refunded, { lines: [world.desk.units(refunded, 0, 2)], shipping: { kind: "full" } }));
    world.desk.edit(edited, { quantities: [{ lineId: edited.lines[2]?.id ?? 0, quantity: 1, restock: false }] });
    world.desk.cancel(cancelled, true);
  });
  world.wait(5);
  expect(await compare()).toMatchObject({ missing: 0, newer: 3 });
  await world.work();
  expect(await world.production.output()).toEqual(world.expected());
});

test("a webhook that arrives after all changes nothing", async () => {
  const before = await world.production.output();
  const [order] = world.api.shop.orders.values();
  if (order) desk.touchOrder(world.api.world, world.api.shop, order);
  await world.work();
  expect(await world.production.output()).toEqual(before);
  expect(await world.audit()).toEqual([]);
});

test("a refund that is lost in parts: its announcement came, its settlement did not", async () => {
  const order = world.desk.place();
  done(world.desk.refund(order, { transactions: [world.desk.money(order, 640n)], pending: true }));
  await world.work();
  world.wait(5);
  world.dropped(() => world.desk.settle(order));
  world.wait(5);
  expect(await compare()).toMatchObject({ newer: 1 });
  await world.work();
  expect(await world.production.output()).toEqual(world.expected());
});

test("while deliveries wait, nothing is taken for missing", async () => {
  const order = world.desk.place();
  await new Promise((resolve) => setTimeout(resolve, 50));
  // Received by the world's clock, not by the machine's.
  const dayBefore = new Date(world.clock.now() - DAY_MS);
  await db.pool.query("UPDATE inbox SET received_at = $1 WHERE state = 'pending'", [dayBefore]);
  expect(await compare()).toEqual({ kind: "deliveries_wait" });
  await world.work();
  world.wait(5);
  expect(await compare()).toMatchObject({ missing: 0, newer: 0 });
  expect((await world.production.output()).orders.map((one) => one.order)).toContain(String(order.id));
});

test("an order that cannot be read is fetched once, not every five minutes", async () => {
  const order = world.dropped(() => world.desk.place());
  order.currency = "EUR";
  order.presentmentCurrency = "EUR";
  world.wait(5);
  expect(await compare()).toMatchObject({ missing: 1 });
  await world.work();
  expect(await compare()).toMatchObject({ missing: 0 });
  const { rows } = await db.pool.query("SELECT reason FROM inbox WHERE state = 'aside'");
  expect(rows).toMatchObject([{ reason: expect.stringContaining("invalid_body: currency") }]);
  world.api.shop.orders.delete(order.id);
});

test("a shop without the app is left alone", async () => {
  await db.pool.query("UPDATE shops SET uninstalled_at = now() WHERE id = $1", [shopId]);
  expect(await compare()).toEqual({ kind: "not_installed" });
});
