/** One order, told by its webhook and by the Admin API: the same commission, to the minor unit. */
import { describe, expect, test } from "vitest";
import { createPastOrders } from "../../../app/adapters/shopify/orders/past-orders.ts";
import { parseDelivery } from "../../../app/adapters/shopify/webhooks/parse-delivery.ts";
import { instant } from "../../../app/domain/kernel/instant.ts";
import { parseCurrency } from "../../../app/domain/money/currency.ts";
import type { OrderBody } from "../../../app/domain/order/facts.ts";
import { replay } from "../../../app/server/replay.ts";
import { testApi, type TestApi } from "../../../sandbox/src/admin-api/testing.ts";
import { orderBody } from "../../../sandbox/src/orders/bodies/index.ts";
import type { Order } from "../../../sandbox/src/index.ts";
import { DEMO_DOMAIN, SECOND_DOMAIN } from "../../../sandbox/src/state/seed.ts";
import { stateOf } from "../../../app/domain/order/state.ts";
import { absorbOrder, noFacts } from "../../../app/domain/order/facts.ts";
import { commissionableAmounts } from "../../../app/domain/order/commissionable.ts";
import { Desk, STORIES, adminOf, sourceOf } from "./forms.ts";

const NOW = "2026-12-30T00:00:00Z";
const RULES = [
  { percent: { bps: 1234 }, flatPerItem: { amountMinor: "7" }, flatPerOrder: { amountMinor: "11" } },
  { base: "before_discounts", percent: { bps: 777 } },
];

async function bothForms(api: TestApi, order: Order) {
  const found = await sourceOf(api).whole(
    { domain: api.shop.domain, readsCustomers: true, readsChargebacks: false },
    String(order.id),
  );
  const webhook: unknown = JSON.parse(JSON.stringify(orderBody(api.shop, order)));
  return { webhook, api: found?.body ?? null };
}

function priced(rule: object, api: TestApi, code: string, body: unknown) {
  const partnerships = [{ creator: "maya", codes: [code], links: ["tokmaya"], email: "maya@example.com" }];
  const delivery = { topic: "orders/updated", shop: api.shop.domain, webhookId: "1", triggeredAt: NOW, body };
  const { orders, balances } = replay({ currency: api.shop.currency, rule, partnerships }, [delivery], { now: NOW });
  return { orders, balances };
}

function parsed(api: TestApi, body: unknown): OrderBody {
  const currency = parseCurrency(api.shop.currency);
  if (currency === null) throw new Error("no currency");
  const fact = parseDelivery("orders/updated", body, currency, { triggeredAt: instant(Date.parse(NOW)), text: 1 });
  if (fact.kind !== "fact" || fact.fact.kind !== "order") throw new Error(JSON.stringify(fact));
  return fact.fact.body;
}

/** Refunded shipping is told in two ways, which pricing treats as one. */
const withoutShipping = ({ refunds, ...body }: OrderBody) => ({
  ...body,
  refunds: refunds.map((refund) => ({ ...refund, shippingLines: null, shippingAdjustmentsMinor: 0n })),
});

const SHOPS = [
  { domain: DEMO_DOMAIN, code: "WELCOME10", currency: undefined, why: "tax on top" },
  { domain: DEMO_DOMAIN, code: "WELCOME10", currency: "CAD", why: "tax on top, paid in another currency" },
  { domain: SECOND_DOMAIN, code: "BIENVENUE", currency: undefined, why: "tax included" },
  { domain: SECOND_DOMAIN, code: "BIENVENUE", currency: "GBP", why: "tax included, paid in another currency" },
  { domain: SECOND_DOMAIN, code: "BIENVENUE", currency: "JPY", why: "tax included, paid without decimals" },
] as const;

describe.each(SHOPS)("$why ($domain)", ({ domain, code, currency }) => {
  test.each(Object.entries(STORIES))("%s", async (_, story) => {
    const api = testApi({ domain });
    const order = story(new Desk(api, code, currency));
    const forms = await bothForms(api, order);

    expect(withoutShipping(parsed(api, forms.api))).toEqual(withoutShipping(parsed(api, forms.webhook)));
    for (const rule of RULES) {
      const expected = priced(rule, api, code, forms.webhook);
      expect(expected.orders).toHaveLength(1);
      expect(priced(rule, api, code, forms.api)).toEqual(expected);
    }
  });
});

test("a year of past orders reads the same", async () => {
  const api = testApi({ orders: 60 });
  for (const order of api.shop.orders.values()) {
    const forms = await bothForms(api, order);
    for (const rule of RULES) {
      const expected = priced(rule, api, "WELCOME10", forms.webhook);
      expect(priced(rule, api, "WELCOME10", forms.api)).toEqual(expected);
    }
  }
});

test("a preview earns on the same of each past order as its webhook says", async () => {
  const api = testApi({ orders: 60 });
  const since = instant(Date.parse("2020-01-01T00:00:00Z"));
  const { orders, complete } = await createPastOrders(adminOf(api)).since(DEMO_DOMAIN, since, 100);
  expect({ complete, orders: orders.length }).toEqual({ complete: true, orders: api.shop.orders.size });
  for (const { name, state } of orders) {
    const order = [...api.shop.orders.values()].find(({ id }) => String(id) === state.orderId);
    if (order === undefined) throw new Error(`${name} is no order of the shop`);
    expect(name).toBe(order.name);
    const { newest, ...facts } = absorbOrder(
      noFacts(state.orderId),
      parsed(api, orderBody(api.shop, order)),
      () => "",
    ).facts;
    if (newest === null) throw new Error(`${name} has no body`);
    for (const base of ["after_discounts", "before_discounts"] as const)
      expect(commissionableAmounts(state, base)).toEqual(
        commissionableAmounts(stateOf({ ...facts, newest }, newest), base),
      );
  }
});

test("without the scope to read customers, who bought is withheld and the money is the same", async () => {
  const scopes = ["read_orders", "read_products"];
  const api = testApi({ scopes });
  const order = new Desk(api, "WELCOME10").place();
  const found = await sourceOf(api).whole(
    { domain: DEMO_DOMAIN, readsCustomers: false, readsChargebacks: false },
    String(order.id),
  );
  const [told, sent] = [parsed(api, found?.body), parsed(api, orderBody(api.shop, order))];
  expect([told.customer.kind, sent.customer.kind]).toEqual(["withheld", "known"]);
  const nobody = { customer: null, identities: null, likenesses: null };
  expect({ ...told, ...nobody }).toEqual({ ...sent, ...nobody });
});

test("an order of more lines than a page is read to its end", async () => {
  const api = testApi();
  const desk = new Desk(api, "WELCOME10");
  const lines = Array.from({ length: 230 }, (_, n) => ({
    variantId: desk.variants[n % desk.variants.length] ?? 0,
    quantity: 1 + (n % 3),
    properties: [{ name: "n", value: String(n) }],
  }));
  const order = desk.place({ lines });
  const refunded = order.lines
    .slice(0, 120)
    .map((line) => ({ lineId: line.id, quantity: 1, restockType: "return" as const }));
  desk.refund(order, { lines: refunded });
  const forms = await bothForms(api, order);
  expect(order.lines.length).toBeGreaterThan(200);
  expect(withoutShipping(parsed(api, forms.api))).toEqual(withoutShipping(parsed(api, forms.webhook)));
});

test("an order that is gone, or too old to be seen, is null", async () => {
  const api = testApi({ scopes: ["read_orders"] });
  const source = sourceOf(api);
  expect(await source.whole({ domain: DEMO_DOMAIN, readsCustomers: true, readsChargebacks: false }, "1")).toBeNull();
});
