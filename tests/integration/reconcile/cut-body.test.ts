import { expect, test } from "vitest";
import { fetchOrderFacts } from "../../../app/services/orders/fetch-order-facts.ts";
import { orderBody } from "../../../sandbox/src/orders/bodies/index.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { reconcileWorld } from "./world.ts";

const db = await testDatabase();
const world = await reconcileWorld(db, { percent: { bps: 1000 }, flatPerItem: { amountMinor: "3" } });
const { shopId, deps } = world;

test("a body whose lines were cut is settled as it is, then read whole", async () => {
  const lines = Array.from({ length: 160 }, (_, n) => ({
    variantId: world.desk.variants[n % world.desk.variants.length] ?? 0,
    quantity: 1 + (n % 4),
    properties: [{ name: "n", value: String(n) }],
  }));
  const order = world.dropped(() => world.desk.place({ lines }));
  const body = orderBody(world.api.shop, order);
  await world.deliver("orders/create", { ...body, line_items: body.line_items.slice(0, 110) });
  await world.work();
  const [partly] = (await world.production.output()).balances;
  const [whole] = world.expected().balances;
  expect(Number(partly?.pendingMinor)).toBeLessThan(Number(whole?.pendingMinor));

  expect(await fetchOrderFacts(deps, { shopId })).toMatchObject({ orders: 1 });
  await world.work();
  expect(await world.production.output()).toEqual(world.expected());
  expect(await fetchOrderFacts(deps, { shopId })).toEqual({ kind: "fetched", orders: 0, nextAt: null });
  expect(await world.audit()).toEqual([]);
});
