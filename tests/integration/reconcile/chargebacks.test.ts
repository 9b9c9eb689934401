/** Chargebacks whose webhooks were lost are found at Shopify and put right, by the same facts. */
import { describe, expect, test } from "vitest";
import { parseDelivery } from "../../../app/adapters/shopify/webhooks/parse-delivery.ts";
import { reconcileOrders } from "../../../app/services/reconcile/reconcile-orders.ts";
import { sweepOrders } from "../../../app/services/reconcile/sweep-orders.ts";
import { instant } from "../../../app/domain/kernel/instant.ts";
import type { Dispute } from "../../../sandbox/src/state/order.ts";
import { orders as desk, type Order } from "../../../sandbox/src/index.ts";
import { disputeBody } from "../../../sandbox/src/orders/bodies/index.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { usd } from "../merchant/world.ts";
import { done, sourceOf } from "./forms.ts";
import { reconcileWorld, type ReconcileWorld } from "./world.ts";

const rule = { percent: { bps: 1000 } };
const SCOPES = ["read_orders", "read_products", "read_customers", "read_shopify_payments_disputes"];

const opened = ({ api }: ReconcileWorld, order: Order, request: Partial<Parameters<typeof desk.openDispute>[3]> = {}) =>
  done(desk.openDispute(api.world, api.shop, order, { type: "chargeback", ...request }));
const becomes = ({ api }: ReconcileWorld, dispute: Dispute, status: Dispute["status"]) =>
  done(desk.updateDispute(api.world, api.shop, dispute, status));

const STATES: readonly Dispute["status"][] = [
  "under_review",
  "accepted",
  "lost",
  "won",
  "prevented",
  "charge_refunded",
];

test.each([
  ...STATES.map((status) => ({ type: "chargeback" as const, status })),
  { type: "inquiry" as const, status: "needs_response" as const },
  { type: "chargeback" as const, status: "needs_response" as const },
])("the Admin API's form and the webhook's give the same facts: $type, $status", async ({ type, status }) => {
  const world = await reconcileWorld(await testDatabase(), rule, { scopes: SCOPES });
  const order = world.desk.place();
  const dispute = opened(world, order, { type, money: { minor: 1234n, currency: order.presentmentCurrency } });
  if (status !== "needs_response") becomes(world, dispute, status);
  const shop = { domain: world.api.shop.domain, readsCustomers: true, readsChargebacks: true };
  const { chargebacks, next } = await sourceOf(world.api).chargebacks(shop, instant(0), null);
  const factOf = (body: unknown) => parseDelivery("disputes/update", body, usd, { triggeredAt: instant(0), text: 0 });
  const sent: unknown = JSON.parse(JSON.stringify(disputeBody(world.api.shop, dispute)));
  expect([chargebacks.length, next]).toEqual([1, null]);
  expect(factOf(chargebacks[0]?.body)).toEqual(factOf(sent));
  expect(factOf(sent)).toMatchObject({ kind: "fact", fact: { kind: "chargeback", chargeback: { type, status } } });
});

describe("lost webhooks of chargebacks", async () => {
  const db = await testDatabase();
  const world = await reconcileWorld(db, rule, { scopes: SCOPES });
  const { shopId, deps } = world;
  const compare = () => reconcileOrders(deps, { shopId });
  const settled = async () => {
    await world.work();
    await world.production.release(world.clock.now());
    expect(await world.production.output()).toEqual(world.expected());
    expect(await world.audit()).toEqual([]);
  };
  const counted = async () => {
    const { rows } = await db.pool.query("SELECT kind, chargebacks FROM reconciliations ORDER BY kind");
    return rows;
  };

  test("one that was opened, and its loss, are put right and counted once each", async () => {
    const order = world.desk.place();
    world.wait(1);
    await world.work();
    world.wait(5);
    const dispute = world.dropped(() => opened(world, order));
    expect(await compare()).toMatchObject({ missing: 0, newer: 0, chargebacks: 1 });
    await settled();
    world.wait(5);
    expect(await compare()).toMatchObject({ chargebacks: 0 });

    world.dropped(() => becomes(world, dispute, "lost"));
    world.wait(5);
    expect(await compare()).toMatchObject({ chargebacks: 1 });
    await settled();
    expect((await world.production.output()).balances).toEqual([]);
    world.wait(5);
    expect(await compare()).toMatchObject({ chargebacks: 0 });
    expect(await counted()).toEqual([{ kind: "recent", chargebacks: 2 }]);
  });

  test("an old one that is decided at last is found by the nightly comparison", async () => {
    const order = world.desk.place();
    const dispute = opened(world, order);
    await world.work();
    world.wait(40 * 24 * 60);
    world.dropped(() => becomes(world, dispute, "won"));
    world.wait(5);
    expect(await compare()).toMatchObject({ chargebacks: 0 });
    let swept = await sweepOrders(deps, { shopId });
    for (; swept.kind === "later"; swept = await sweepOrders(deps, { shopId })) world.wait(1);
    expect(swept).toMatchObject({ kind: "done", chargebacks: 1 });
    await settled();
    expect(await counted()).toContainEqual({ kind: "sweep", chargebacks: 1 });
  });

  test("a webhook that came while it was asked for says the newer thing", async () => {
    const order = world.desk.place();
    await world.work();
    world.wait(5);
    const dispute = world.dropped(() => opened(world, order));
    const { source } = deps;
    const slow: typeof source = {
      ...source,
      async chargebacks(...asked) {
        const page = await source.chargebacks(...asked);
        world.wait(1);
        becomes(world, dispute, "lost");
        return page;
      },
    };
    await reconcileOrders({ ...deps, source: slow }, { shopId });
    await settled();
    expect((await world.production.output()).orders.find(({ order: id }) => id === String(order.id))).toMatchObject({
      commissions: [{ amountMinor: "0" }],
    });
  });
});

test("without the scope, chargebacks are known by their webhooks alone", async () => {
  const world = await reconcileWorld(await testDatabase(), rule, { scopes: ["read_orders", "read_products"] });
  const order = world.desk.place({ customer: null });
  await world.work();
  world.wait(5);
  world.dropped(() => opened(world, order));
  expect(await reconcileOrders(world.deps, { shopId: world.shopId })).toMatchObject({
    kind: "compared",
    chargebacks: 0,
  });
  const asking = { domain: world.api.shop.domain, readsCustomers: true, readsChargebacks: true };
  expect(await sourceOf(world.api).chargebacks(asking, instant(0), null)).toEqual({ chargebacks: [], next: null });
});
