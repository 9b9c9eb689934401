import { describe, expect, test } from "vitest";
import { fetchOrderFacts } from "../../../app/services/orders/fetch-order-facts.ts";
import { reconcileOrders } from "../../../app/services/reconcile/reconcile-orders.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { reconcileWorld } from "./world.ts";

const RULES = {
  "new and returning": { customers: { new: { bps: 2000 }, returning: { bps: 500 } } },
  "first order": { percent: { bps: 1000 }, repeat: { kind: "first_order" } },
  "first three orders": { percent: { bps: 1000 }, repeat: { kind: "first_orders", count: 3 } },
};

describe.each(Object.entries(RULES))("%s", async (_, rule) => {
  const db = await testDatabase();
  const world = await reconcileWorld(db, rule);
  const { shopId, deps } = world;
  const fetchFacts = () => fetchOrderFacts(deps, { shopId });

  test("orders from before the installation count, as Shopify counts them", async () => {
    // Two orders that we never heard of, then one that we do.
    world.dropped(() => [world.desk.place(), world.desk.place()]);
    world.wait(1);
    const known = world.desk.place();
    await world.work();
    expect(await fetchFacts()).toMatchObject({ orders: 1, nextAt: null });
    const expected = () => world.expected().orders.filter(({ order }) => Number(order) >= known.id);
    expect((await world.production.output()).orders).toEqual(expected());

    world.wait(1);
    world.desk.place();
    world.desk.place({ customer: null });
    await world.work();
    await fetchFacts();
    expect((await world.production.output()).orders).toEqual(expected());
    expect(await world.audit()).toEqual([]);
  });

  test("and still do when those orders turn up", async () => {
    world.wait(5);
    expect(await reconcileOrders(deps, { shopId })).toMatchObject({ missing: 2 });
    await world.work();
    while ((await fetchFacts()).kind === "fetched" && (await deps.wanted.due(shopId, deps.clock.now(), 1)).length > 0);
    expect(await world.production.output()).toEqual(world.expected());
    expect(await world.audit()).toEqual([]);
  });

  test("a summary that is not ready is asked for again, and at last the customer counts as new", async () => {
    const patient = { ...deps, source: { ...deps.source, earlierOrders: async () => new Map<string, number>() } };
    world.wait(5);
    const order = world.desk.place({ customer: { email: "nobody.yet@example.com" } });
    await world.work();
    let asked = 0;
    for (; asked < 20; asked += 1) {
      const fetched = await fetchOrderFacts(patient, { shopId });
      if (fetched.kind !== "fetched" || fetched.nextAt === null) break;
      expect(fetched.nextAt).toBeGreaterThan(deps.clock.now());
      world.api.wait(fetched.nextAt - deps.clock.now());
    }
    expect(asked).toBe(5);
    const { rows } = await db.pool.query("SELECT earlier_orders FROM order_states WHERE order_id = $1", [order.id]);
    expect(rows).toEqual([{ earlier_orders: 0 }]);
  });
});
