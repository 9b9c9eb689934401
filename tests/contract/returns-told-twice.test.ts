import { describe, expect, test } from "vitest";
import { replay } from "../../app/server/replay.ts";
import { testApi } from "../../sandbox/src/admin-api/testing.ts";
import { orders as desk } from "../../sandbox/src/index.ts";
import { orderBody } from "../../sandbox/src/orders/bodies/index.ts";
import { Desk, done, sourceOf } from "../integration/reconcile/forms.ts";

/** Returns and exchanges: the order's webhook and the Admin API tell them in their own ways, and pay the same. */

const NOW = "2026-12-30T00:00:00Z";
const CODE = "WELCOME10";

function anOrder() {
  const api = testApi({});
  const order = new Desk(api, CODE).place();
  const commission = (body: unknown): bigint => {
    const delivery = { topic: "orders/updated", shop: api.shop.domain, webhookId: "1", triggeredAt: NOW, body };
    const offer = {
      currency: "USD",
      rule: { percent: { bps: 1000 } },
      partnerships: [{ creator: "maya", codes: [CODE] }],
    };
    const { orders } = replay(offer, [delivery], { now: NOW });
    return BigInt(orders[0]?.commissions[0]?.amountMinor ?? "0");
  };
  const told = (): unknown => JSON.parse(JSON.stringify(orderBody(api.shop, order)));
  const asked = async (): Promise<unknown> =>
    (
      await sourceOf(api).whole(
        { domain: api.shop.domain, readsCustomers: true, readsChargebacks: false },
        String(order.id),
      )
    )?.body;
  const firstLine = order.lines[0]?.id ?? 0;
  const giveBack = (quantity: number, taken: { variantId: number; quantity: number }[] = []) => {
    const { world, shop } = api;
    const lines = [{ lineId: firstLine, quantity, reason: "unwanted", customerNote: null }];
    const asking = done(desk.requestReturn(world, shop, order, lines));
    done(desk.approveReturn(world, shop, order, asking));
    done(desk.closeReturn(world, shop, order, asking, taken));
  };
  return { commission, told, asked, giveBack, variant: order.lines[0]?.variantId ?? 0 };
}

// A unit costs 89.00, 80.10 with the code: 8.01 each. What is taken instead joins the order without the code: 8.90.
describe.each([
  { what: "a return of one unit of three", back: 1, taken: 0, change: -801n },
  { what: "a return of all three units", back: 3, taken: 0, change: -2403n },
  { what: "one unit exchanged for another", back: 1, taken: 1, change: 89n },
  { what: "one unit exchanged for two", back: 1, taken: 2, change: 979n },
])("$what", ({ back, taken, change }) => {
  test("pays for what is left, by either form", async () => {
    const { commission, told, asked, giveBack, variant } = anOrder();
    const before = commission(told());
    giveBack(back, taken > 0 ? [{ variantId: variant, quantity: taken }] : []);
    expect(commission(told())).toBe(before + change);
    expect(commission(await asked())).toBe(before + change);
  });
});
