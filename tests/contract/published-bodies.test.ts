import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { replay } from "#app/server/replay.ts";
import { aDelivery, aLineBody, anOfferDocument, anOrderBody } from "../builders/deliveries.ts";

/**
 * Bodies that Shopify published, through the whole engine. Every amount here was worked out by hand; the working stands
 * beside it.
 */

type Doc = Record<string, unknown>;

function published(name: string): Doc {
  const url = new URL(`../fixtures/payloads/${name}.json`, import.meta.url);
  const found = JSON.parse(readFileSync(url, "utf8")) as Doc;
  return (found["order"] ?? found["refund"] ?? found) as Doc;
}

const partnerships = [
  { creator: "maya", codes: ["TENOFF"] },
  { creator: "zoe", codes: ["FAKE30"] },
];
const NOW = "2027-01-01T00:00:00Z";

function run(deliveries: Parameters<typeof replay>[1], rule: Doc = { percent: { bps: 1000 } }, change: Doc = {}) {
  return replay(anOfferDocument(rule, { partnerships, ...change }), deliveries, { now: NOW });
}
const asOrder = (name: string, change: Doc = {}) =>
  aDelivery("orders/updated", { ...published(name), ...change }, { webhookId: name });
const asRefund = (name: string, change: Doc = {}) =>
  aDelivery("refunds/create", { ...published(name), ...change }, { webhookId: name });

const lines = (output: ReturnType<typeof replay>) =>
  output.orders.flatMap(({ commissions }) =>
    commissions.flatMap((commission) =>
      commission.lines.map(
        ({ line, commissionableMinor, bps, amountMinor, why }) =>
          `${commission.creator} ${line} ${commissionableMinor} ${bps} ${amountMinor} ${why}`,
      ),
    ),
  );
const owed = (output: ReturnType<typeof replay>) =>
  output.balances.map(({ creator, pendingMinor, payableMinor }) => `${creator} ${pendingMinor} ${payableMinor}`);

/*
 * Order 450789469: three iPods at 199.00 with 3.98 of tax on top each; TENOFF takes 3.34, 3.33 and 3.33. Its refund has
 * the green and the black one whole: they are worth 199.00 − 3.34 + 3.98 = 199.64 and 199.00 − 3.33 + 3.98 = 199.65
 * with tax, R = 399.29. Only 209.00 were paid back, M − R is below 0, so there is no amount-only refund: A = 0.
 * What is left is the red one: 199.00 − 3.33 = 195.67, of which 10 % are 19.567, rounded 19.57.
 */
describe("order 450789469, two of three iPods refunded", () => {
  test("the one that is left earns", () => {
    const output = run([asOrder("appjs.order.01")]);
    expect(output.orders).toMatchObject([{ order: "450789469", reason: "code", rejected: [] }]);
    expect(lines(output)).toEqual([
      "maya 466157049 0 1000 0 percent",
      "maya 518995019 19567 1000 1957 percent",
      "maya 703073504 0 1000 0 percent",
    ]);
    expect(owed(output)).toEqual(["maya 0 1957"]); // partially_refunded is paid, and its hold long over
  });

  test("the same refund by its own topic, before or after, changes nothing", () => {
    const expected = lines(run([asOrder("appjs.order.01")]));
    expect(lines(run([asRefund("appjs.refund.01"), asOrder("appjs.order.01")]))).toEqual(expected);
    expect(lines(run([asOrder("appjs.order.01"), asRefund("appjs.refund.01")]))).toEqual(expected);
  });

  test("before it was refunded, all three earn", () => {
    const sold = published("appjs.order.01")["line_items"] as Doc[];
    const whole = { refunds: [], line_items: sold.map((line) => ({ ...line, current_quantity: line["quantity"] })) };
    // 195.66 + 195.67 + 195.67 = 587.00 and 10 % of it, 58.70: 19.566, 19.567, 19.567; the floors leave 2 cents over,
    // for the two larger remainders.
    expect(lines(run([asOrder("appjs.order.01", whole)]))).toEqual([
      "maya 466157049 19566 1000 1956 percent",
      "maya 518995019 19567 1000 1957 percent",
      "maya 703073504 19567 1000 1957 percent",
    ]);
    // And the refund by its own topic takes the two off again, since this body does not list it.
    expect(lines(run([asOrder("appjs.order.01", whole), asRefund("appjs.refund.01")]))).toContain(
      "maya 518995019 19567 1000 1957 percent",
    );
    expect(owed(run([asOrder("appjs.order.01", whole), asRefund("appjs.refund.01")]))).toEqual(["maya 0 1957"]);
  });

  test("5.00 of shipping come back, told by an adjustment and by a shipping line: counted once, it takes nothing", () => {
    // M = 209.00 + 5.00, R = 399.29 + 5.00.
    expect(owed(run([asOrder("appjs.order.01"), asRefund("appjs.refund.03")]))).toEqual(["maya 0 1957"]);
  });

  test("shipping alone on the whole order: M = 5.00, R = 5.00, nothing is taken", () => {
    const sold = published("appjs.order.01")["line_items"] as Doc[];
    const whole = { refunds: [], line_items: sold.map((line) => ({ ...line, current_quantity: line["quantity"] })) };
    expect(owed(run([asOrder("appjs.order.01", whole), asRefund("appjs.refund.03")]))).toEqual(["maya 0 5870"]);
  });

  test("a lost chargeback of 100.00 takes its part of the 199.65 that are left", () => {
    const dispute = {
      id: 1,
      order_id: 450789469,
      type: "chargeback",
      status: "lost",
      amount: "100.00",
      currency: "USD",
    };
    // 195.67 × (1 − 100.00 ÷ 199.65) = 97.6634…, 97.66; 10 % are 9.766, 9.77.
    const output = run([asOrder("appjs.order.01"), aDelivery("disputes/create", dispute)]);
    expect(lines(output)).toContain("maya 518995019 9766 1000 977 percent");
  });

  test("flat parts: one for each unit left, one for the order", () => {
    const rule = { flatPerItem: { amountMinor: "150" }, flatPerOrder: { amountMinor: "500" } };
    expect(lines(run([asOrder("appjs.order.01")], rule))).toEqual([
      "maya 518995019 0 null 150 flat_per_item",
      "maya null 0 null 500 flat_per_order",
    ]);
  });

  test("an override for the red one, a base before discounts", () => {
    const rule = {
      percent: { bps: 1000 },
      base: "before_discounts",
      overrides: [{ match: { sku: "IPOD2008RED", product: "632910392" }, bps: 2000 }],
    };
    expect(lines(run([asOrder("appjs.order.01")], rule))).toContain("maya 518995019 19900 2000 3980 override");
  });

  test("authorized: it accrues and does not mature", () => {
    expect(owed(run([asOrder("appjs.order.02")]))).toEqual(["maya 1957 0"]);
  });

  test("seen paid before: the later body, authorized, undoes nothing", () => {
    expect(owed(run([asOrder("appjs.order.01"), asOrder("appjs.order.02")]))).toEqual(["maya 0 1957"]);
    expect(owed(run([asOrder("appjs.order.02"), asOrder("appjs.order.01")]))).toEqual(["maya 0 1957"]);
  });

  test("cancelled, the newest of all: it pays nothing, in any sequence", () => {
    const all = [asOrder("appjs.order.01"), asOrder("appjs.order.02"), asOrder("appjs.order.07")];
    for (const sequence of [all, all.toReversed()]) {
      const output = run(sequence);
      expect(output.orders).toMatchObject([{ reason: "cancelled", commissions: [], rejected: [] }]);
      expect(output.balances).toEqual([]);
    }
  });

  test("ordered by the creator: a self-referral", () => {
    const own = [{ creator: "maya", codes: ["TENOFF"], email: "Bob.Norman@mail.example.com" }];
    const output = run([asOrder("appjs.order.01")], undefined, { partnerships: own });
    expect(output.orders).toMatchObject([
      { reason: "self_referral", rejected: [{ creator: "maya", evidence: "code", reason: "self_referral" }] },
    ]);
  });
});

/*
 * The same order in an old shape: no current_quantity, no allocations, no total_discount, no processed_at (created_at
 * stands in), authorized. Without a discount in its lines each iPod is worth its 199.00. Its refund of two of them
 * leaves one: 10 % of 199.00. M = 209.00 is below R = 398.00.
 */
describe("the order in the shape of 2008", () => {
  test("whole", () => {
    const output = run([asOrder("shopify_python_api.order")]);
    expect(lines(output)).toEqual([
      "maya 466157049 19900 1000 1990 percent",
      "maya 518995019 19900 1000 1990 percent",
      "maya 703073504 19900 1000 1990 percent",
    ]);
    expect(owed(output)).toEqual(["maya 5970 0"]);
  });

  test("two of three refunded", () => {
    const deliveries = [asRefund("shopify_python_api.refund"), asOrder("shopify_python_api.order")];
    expect(owed(run(deliveries))).toEqual(["maya 1990 0"]);
    expect(owed(run(deliveries.toReversed()))).toEqual(["maya 1990 0"]);
  });
});

describe("orders that an app wrote", () => {
  test.each(["appjs.order.03", "appjs.order.11", "appjs.order.12"])("%s: nobody's evidence is on it", (name) => {
    const output = run([asOrder(name)]);
    expect(output.orders).toMatchObject([{ reason: "no_evidence", commissions: [], rejected: [] }]);
  });

  /* 199.00 less 17.91 by FAKE30 (a manual application that only its title names): 181.09; 10 % are 18.109, 18.11. */
  test("order 17: what FAKE30 leaves", () => {
    const output = run([asOrder("appjs.order.17")]);
    expect(lines(output)).toEqual(["zoe 1071823193 18109 1000 1811 percent"]);
    expect(owed(output)).toEqual(["zoe 0 1811"]);
  });

  test("order 17: Apple is left out, so it is credited with 0", () => {
    const output = run([asOrder("appjs.order.17")], { percent: { bps: 1000 }, exclusions: [{ vendor: "Apple" }] });
    expect(output.orders).toMatchObject([
      { reason: "code", commissions: [{ creator: "zoe", amountMinor: "0", lines: [] }] },
    ]);
    expect(output.balances).toEqual([]);
  });

  test("order 17: orders of that app are left out", () => {
    const rule = { percent: { bps: 1000 }, orders: { excludeSources: ["755357713"] } };
    expect(run([asOrder("appjs.order.17")], rule).orders).toMatchObject([{ reason: "excluded_order" }]);
  });
});

/*
 * A refund of an order in Canadian dollars that was paid in US dollars. At 100.00 CAD for 73.00 USD the 209.00 USD paid
 * back are 286.30 CAD (286.3013…). Two units of 5.00 are gone,
 * and 5.00 of shipping came back: R = 15.00. Its numbers are JSON numbers.
 */
describe("the refund in two currencies", () => {
  const order = anOrderBody({
    id: 450789469,
    currency: "CAD",
    discount_codes: [{ code: "TENOFF" }],
    total_price_set: {
      shop_money: { amount: "100.00", currency_code: "CAD" },
      presentment_money: { amount: "73.00", currency_code: "USD" },
    },
    line_items: [aLineBody({ id: 128323456, quantity: 3, price: "5.00" }), aLineBody({ id: 2, price: "300.00" })],
  });
  const ofOrder = { order_id: 450789469 };

  test("as published: a discrepancy of +10.00 alone means nothing, so D is −10.00 and A is 0", () => {
    const output = run([aDelivery("orders/create", order), asRefund("doc.refund.multicurrency", ofOrder)], undefined, {
      currency: "CAD",
    });
    // One unit of 5.00 is left, and 300.00.
    expect(lines(output)).toEqual(["maya 128323456 500 1000 50 percent", "maya 2 30000 1000 3000 percent"]);
  });

  test("without the discrepancy: A = 286.30 − 15.00 = 271.30 of the 305.00 that are left", () => {
    const refund = asRefund("doc.refund.multicurrency", { ...ofOrder, order_adjustments: [] });
    const output = run([aDelivery("orders/create", order), refund], undefined, { currency: "CAD" });
    // 5.00 × 33.70 ÷ 305.00 = 0.5524…; 300.00 × 33.70 ÷ 305.00 = 33.1475…; 10 % of 0.55 + 33.15 are 3.37:
    // 5.5 and 331.5, equal remainders, the earlier line first.
    expect(lines(output)).toEqual(["maya 128323456 55 1000 6 percent", "maya 2 3315 1000 331 percent"]);
  });
});

test("the compliance topics' bodies say nothing about money", () => {
  const output = run([
    aDelivery("customers/data_request", published("doc.customers_data_request")),
    aDelivery("customers/redact", published("doc.customers_redact")),
    aDelivery("shop/redact", published("doc.shop_redact")),
  ]);
  expect(output).toMatchObject({ orders: [], deliveries: { received: 3, ignored: 3 } });
});
