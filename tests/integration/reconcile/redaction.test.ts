/** Whenever a customer is erased, what was earned stays, what is earned later is the same, and the audit finds nothing. */
import { describe, expect, test } from "vitest";
import { fetchOrderFacts } from "../../../app/services/orders/fetch-order-facts.ts";
import { reconcileOrders } from "../../../app/services/reconcile/reconcile-orders.ts";
import { orders as desk, type Order } from "../../../sandbox/src/index.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { done } from "./forms.ts";
import { reconcileWorld, type ReconcileWorld } from "./world.ts";

const rule = {
  percent: { bps: 1000 },
  customers: { new: { bps: 1500 }, returning: { bps: 400 } },
  caps: { perCreatorMonthMinor: "100000" },
};
const AVA = { email: "ava.lindqvist@example.com" };
const SELF = { email: "maya@example.com" };

/** A story in steps; the orders of the two customers are at their places in `orders`. */
const STORY: readonly ((world: ReconcileWorld, orders: Order[]) => void)[] = [
  ({ desk: d }, orders) =>
    orders.push(d.place({ customer: AVA, noteAttributes: [{ name: "_creator_ref", value: "tokmaya" }] })),
  ({ desk: d }, orders) => orders.push(d.place({ customer: SELF, codes: ["WELCOME10"] })),
  ({ desk: d }, [first]) => first && done(d.refund(first, { lines: [d.units(first, 0, 1)] })),
  ({ desk: d }, orders) => orders.push(d.place({ customer: AVA, codes: [] })),
  ({ desk: d, api }, [, self]) => {
    if (self) desk.touchOrder(api.world, api.shop, self);
    if (self) done(d.refund(self, { transactions: [d.money(self, 300n)] }));
  },
  ({ desk: d }, orders) => orders.push(d.place({ customer: AVA })),
  ({ desk: d }, [first]) =>
    first && d.edit(first, { quantities: [{ lineId: first.lines[1]?.id ?? 0, quantity: 0, restock: false }] }),
  ({ desk: d }, [, , , last]) => last && done(d.refund(last, { shipping: { kind: "full" } })),
];

async function redact({ api, work }: ReconcileWorld): Promise<void> {
  await work();
  for (const customer of api.shop.customers.values())
    if (customer.email === AVA.email || customer.email === SELF.email)
      desk.redactCustomer(api.world, api.shop, customer);
  await work();
}

async function redactedMovesNothing(world: ReconcileWorld): Promise<void> {
  const before = await world.production.output();
  await redact(world);
  expect(await world.production.output()).toEqual(before);
  expect(await world.audit()).toEqual([]);
}

describe.each(Array.from({ length: STORY.length }, (_, step) => step + 1))("erased after step %i", async (moment) => {
  const db = await testDatabase();
  const world = await reconcileWorld(db, rule);

  test("moves no money, then or later", async () => {
    const orders: Order[] = [];
    for (const [index, step] of STORY.entries()) {
      step(world, orders);
      await world.work();
      await fetchOrderFacts(world.deps, { shopId: world.shopId });
      if (index + 1 === moment) await redactedMovesNothing(world);
      world.wait(1);
    }
    expect(await world.production.output()).toEqual(world.expected());
    expect((await world.production.output()).orders.map(({ reason }) => reason)).toContain("self_referral");

    // Shopify no longer says who they were: comparing with it changes nothing either.
    world.wait(5);
    expect(await reconcileOrders(world.deps, { shopId: world.shopId })).toMatchObject({ missing: 0, newer: 0 });
    expect(await world.audit()).toEqual([]);
  });
});
