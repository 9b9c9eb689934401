import { expect, test } from "vitest";
import { createStores } from "../../../app/adapters/database/stores.ts";
import { DAY_MS, instant } from "../../../app/domain/kernel/instant.ts";
import { askForBackFill, backFillOrders } from "../../../app/services/reconcile/back-fill-orders.ts";
import { fetchOrderFacts } from "../../../app/services/orders/fetch-order-facts.ts";
import { reconcileOrders } from "../../../app/services/reconcile/reconcile-orders.ts";
import { sweepOrders } from "../../../app/services/reconcile/sweep-orders.ts";
import { orders as desk } from "../../../sandbox/src/index.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { plainSealer, profileOf } from "../merchant/world.ts";
import { done } from "./forms.ts";
import { reconcileWorld } from "./world.ts";

const db = await testDatabase();
const world = await reconcileWorld(db, { percent: { bps: 1000 } });
const { shopId, deps, api } = world;
const balances = async () => (await world.production.output()).balances;

test("when the app is removed, balances freeze where they are", async () => {
  const order = world.desk.place();
  await world.work();
  const before = await balances();
  expect(before).toMatchObject([{ payableMinor: "0" }]);
  desk.uninstallApp(api.world, api.shop, api.app);
  api.shop.apps.set("key", api.app); // the sandbox would tell nobody what follows
  await world.work();

  world.wait(1);
  done(world.desk.refund(order, { lines: [world.desk.units(order, 0, 3)] }));
  world.desk.place();
  await world.work();
  world.wait(60 * 24 * 40);
  await world.production.release(deps.clock.now());
  expect(await balances()).toEqual(before);
  expect(await world.audit()).toEqual([]);
});

test("nothing of Shopify is asked any more", async () => {
  const from = instant(deps.clock.now() - DAY_MS);
  expect(await reconcileOrders(deps, { shopId })).toEqual({ kind: "not_installed" });
  expect(await sweepOrders(deps, { shopId })).toEqual({ kind: "not_installed" });
  expect(await askForBackFill(deps, { shopId, from })).toEqual({ kind: "not_installed" });
  expect(await backFillOrders(deps, { shopId })).toEqual({ kind: "not_installed" });
  expect(await fetchOrderFacts(deps, { shopId })).toEqual({ kind: "not_installed" });
});

test("48 hours later the shop is erased, and what it owes is not", async () => {
  const before = await world.production.output();
  desk.redactShop(api.world, api.shop, api.app);
  await world.work();
  expect(await world.production.output()).toEqual(before);
  expect(await world.audit()).toEqual([]);
  const { rows } = await db.pool.query("SELECT kind FROM privacy_requests WHERE done_at IS NOT NULL");
  expect(rows).toEqual([{ kind: "shop/redact" }]);
});

test("installed again, it makes up for the time between: creators sold then, too", async () => {
  const { shops } = createStores(db.prisma, plainSealer);
  world.wait(1);
  await shops.install({ ...profileOf(api.shop.domain), scopes: api.app.scopes.join(",") }, deps.clock.now());
  world.wait(5);
  expect(await reconcileOrders(deps, { shopId })).toMatchObject({ compared: 2, missing: 1, newer: 1 });
  await world.work();
  await world.production.release(deps.clock.now());
  expect(await world.production.output()).toEqual(world.expected());
  expect(await world.audit()).toEqual([]);
});

test("the late word of the first removal does not remove it once more", async () => {
  const { rows: first } = await db.pool.query<{ triggered_at: number }>(
    "SELECT triggered_at FROM inbox WHERE topic = 'app/uninstalled'",
  );
  await world.deliver("app/uninstalled", {}, first[0]?.triggered_at);
  await world.work();
  expect(await reconcileOrders(deps, { shopId })).toMatchObject({ kind: "compared" });
});
