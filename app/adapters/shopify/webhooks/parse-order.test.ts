import { describe, expect, test } from "vitest";
import { aLineBody, anOrderBody } from "../../../../tests/builders/deliveries.ts";
import { at, currency } from "../../../../tests/builders/order.ts";
import { fraction } from "#app/domain/kernel/fraction.ts";
import type { OrderBody } from "#app/domain/order/facts.ts";
import type { OrderLine } from "#app/domain/order/order.ts";
import { parseDelivery } from "./parse-delivery.ts";

const from = { triggeredAt: at("2026-11-20T10:00:02Z"), belowMs: 7, text: 3 };

function parsed(change: Record<string, unknown> = {}, code = "USD") {
  const result = parseDelivery("orders/create", anOrderBody({ currency: code, ...change }), currency(code), from);
  if (result.kind !== "fact" || result.fact.kind !== "order") throw new Error(JSON.stringify(result));
  return { ...result, body: result.fact.body };
}
const snapshot = (change: Record<string, unknown> = {}): OrderBody["snapshot"] => parsed(change).body.snapshot;
function line(change: Record<string, unknown>, order: Record<string, unknown> = {}): OrderLine {
  const [first] = snapshot({ line_items: [aLineBody(change)], ...order }).lines;
  if (first === undefined) throw new Error("no line");
  return first;
}
const refusal = (change: Record<string, unknown>) => {
  const result = parseDelivery("orders/create", anOrderBody(change), currency("USD"), from);
  return result.kind === "invalid" ? `${result.field}: ${result.why}` : result.kind;
};

describe("an order", () => {
  test("in the domain's words", () => {
    expect(
      snapshot({ source_name: " Web ", tags: "VIP, Wholesale,, ", test: true, taxes_included: true }),
    ).toMatchObject({
      orderId: "1001",
      processedAt: at("2026-11-20T10:00:00Z"),
      currency: "USD",
      test: true,
      cancelled: false,
      financialStatus: "paid",
      taxesIncluded: true,
      sourceName: "web",
      tags: ["vip", "wholesale"],
      businessBuyer: false,
      refundIds: [],
      exchange: null,
    });
  });

  test.each([
    {
      why: "no processed_at",
      is: { processed_at: null, created_at: "2026-11-19T00:00:00Z" },
      processed: "2026-11-19T00:00:00Z",
    },
    {
      why: "back-dated (an import)",
      is: { processed_at: "2019-01-01T00:00:00+01:00" },
      processed: "2018-12-31T23:00:00Z",
    },
  ])("processed: $why", ({ is, processed }) => expect(snapshot(is).processedAt).toBe(at(processed)));

  test.each([
    { is: { cancelled_at: "2026-11-21T00:00:00Z" }, shows: { cancelled: true } },
    { is: { test: null }, shows: { test: false } },
    { is: { taxes_included: undefined }, shows: { taxesIncluded: false } },
    { is: { source_name: null }, shows: { sourceName: null } },
    { is: { source_name: "" }, shows: { sourceName: null } },
    { is: { tags: ["A", " b "] }, shows: { tags: ["a", "b"] } },
    { is: { tags: null }, shows: { tags: [] } },
    { is: { company: { id: 5 } }, shows: { businessBuyer: true } },
    { is: { company: null }, shows: { businessBuyer: false } },
    { is: { financial_status: undefined }, shows: { financialStatus: null } },
  ])("$is shows $shows", ({ is, shows }) => expect(snapshot(is)).toMatchObject(shows));

  test.each([
    { why: "null is a guest", customer: null, who: { kind: "guest" } },
    { why: "an id is known", customer: { id: 5 }, who: { kind: "known", id: "5" } },
    { why: "no id is withheld", customer: {}, who: { kind: "withheld" } },
    { why: "a null id is withheld", customer: { id: null }, who: { kind: "withheld" } },
    { why: "no key is withheld", customer: undefined, who: { kind: "withheld" } },
  ])("the customer: $why", ({ customer, who }) => expect(parsed({ customer }).body.customer).toEqual(who));

  test("e-mails and phones, once each, folded", () => {
    const body = {
      email: " A@Example.com ",
      contact_email: "a@example.com",
      phone: "+49 (123) 45",
      customer: { id: 1, email: "b@example.com", phone: "+4912345" },
    };
    expect(parsed(body).body.identities).toEqual(["email:a@example.com", "email:b@example.com", "phone:+4912345"]);
    expect(parsed({ email: "", phone: null }).body.identities).toEqual([]);
  });

  test("its rank", () => {
    expect(parsed({ refunds: [{ id: 1 }, { id: 2 }] }).body.rank).toEqual({
      updatedAt: at("2026-11-20T10:00:00Z"),
      triggeredAt: from.triggeredAt,
      belowMs: 7,
      refunds: 2,
      text: 3,
    });
    expect(parsed({ updated_at: null }).body.rank.updatedAt).toBe(from.triggeredAt);
    expect(parsed({ updated_at: "2036-01-01T00:00:00Z" }).body.rank.updatedAt).toBe(from.triggeredAt);
  });

  test("the shop's money for one unit of presentment money", () => {
    const total_price_set = {
      shop_money: { amount: "12.00", currency_code: "USD" },
      presentment_money: { amount: "1800", currency_code: "JPY" },
    };
    expect(snapshot({ total_price_set }).exchange).toEqual({
      presentmentCurrency: "JPY",
      rate: fraction(1n, 150n),
    });
    expect(snapshot({ total_price_set: { ...total_price_set, presentment_money: null } }).exchange).toBeNull();
    expect(snapshot({ total_price_set: { ...total_price_set, shop_money: null } }).exchange).toBeNull();
  });
});

describe("a line", () => {
  const withCode = { discount_applications: [{ code: "MAYA10" }, { title: " Summer " }] };
  test("in the domain's words", () => {
    expect(
      line({
        quantity: 2,
        tax_lines: [
          { price: "1.00", rate: 0.07 },
          { price: "0.50", rate: "0.03" },
        ],
      }),
    ).toEqual({
      id: "11",
      variantId: "21",
      productId: "31",
      sku: "MUG",
      vendor: "Acme",
      quantity: 2,
      currentQuantity: 2,
      priceMinor: 1000n,
      discountMinor: 0n,
      taxMinor: 150n,
      taxRate: fraction(1n, 10n),
      giftCard: false,
      tip: false,
      codeAllocations: [],
    });
  });

  test.each([
    {
      why: "shop money comes before the bare field",
      is: { price_set: { shop_money: { amount: "9.00" } } },
      shows: { priceMinor: 900n },
    },
    {
      why: "an empty set leaves the bare field",
      is: { price_set: { shop_money: null } },
      shows: { priceMinor: 1000n },
    },
    { why: "a number is read by its shortest text", is: { price: 19.99 }, shows: { priceMinor: 1999n } },
    { why: "no price at all is 0", is: { price: null }, shows: { priceMinor: 0n } },
    { why: "no current_quantity is not known", is: { current_quantity: undefined }, shows: { currentQuantity: null } },
    { why: "a current_quantity of 0 is 0", is: { current_quantity: 0 }, shows: { currentQuantity: 0 } },
    { why: "a gift card", is: { gift_card: true }, shows: { giftCard: true } },
    { why: "a tip has the key, even null", is: { tip_payment_gateway: null }, shows: { tip: true } },
    {
      why: "a custom line has no product",
      is: { product_id: null, variant_id: null, sku: null, vendor: null },
      shows: { productId: null, variantId: null, sku: null, vendor: null },
    },
    {
      why: "a tax without a rate",
      is: { tax_lines: [{ price: "1.00", rate: null }] },
      shows: { taxMinor: 100n, taxRate: fraction(0n) },
    },
    {
      why: "tax by its shop money",
      is: { tax_lines: [{ price: "9.99", price_set: { shop_money: { amount: "1.10" } } }] },
      shows: { taxMinor: 110n },
    },
    { why: "no tax lines", is: { tax_lines: null }, shows: { taxMinor: 0n } },
  ])("$why", ({ is, shows }) => expect(line(is)).toMatchObject(shows));

  test.each([
    {
      why: "its allocations",
      is: { discount_allocations: [{ amount: "1.00" }, { amount: "0.50" }], total_discount: "9.00" },
      minor: 150n,
    },
    {
      why: "an empty list of allocations is a discount of 0",
      is: { discount_allocations: [], total_discount: "9.00" },
      minor: 0n,
    },
    {
      why: "no such key: total_discount",
      is: { discount_allocations: undefined, total_discount: "9.00" },
      minor: 900n,
    },
    {
      why: "no such key: its shop money first",
      is: {
        discount_allocations: undefined,
        total_discount: "9.00",
        total_discount_set: { shop_money: { amount: "8.00" } },
      },
      minor: 800n,
    },
    { why: "neither", is: { discount_allocations: undefined, total_discount: undefined }, minor: 0n },
  ])("its discount: $why", ({ is, minor }) => expect(line(is).discountMinor).toBe(minor));

  test("a code's part of the discount: by the application's code, else its title; folded", () => {
    const discount_allocations = [
      { amount: "1.00", discount_application_index: 0 },
      { amount: "2.00", amount_set: { shop_money: { amount: "0.70" } }, discount_application_index: 1 },
      { amount: "0.30", discount_application_index: 7 },
      { amount: "0.20" },
    ];
    expect(line({ discount_allocations }, withCode).codeAllocations).toEqual([
      { code: "maya10", amountMinor: 100n },
      { code: "summer", amountMinor: 70n },
    ]);
    expect(line({ discount_allocations }, withCode).discountMinor).toBe(220n);
  });
});

describe("currencies", () => {
  test.each([
    { code: "JPY", price: "1200", minor: 1200n, rounded: [] },
    { code: "JPY", price: "1200.5", minor: 1201n, rounded: ["line_items.0.price"] },
    { code: "KWD", price: "1.234", minor: 1234n, rounded: [] },
    { code: "VND", price: "0.0", minor: 0n, rounded: [] },
    { code: "USD", price: "1.005", minor: 101n, rounded: ["line_items.0.price"] },
  ])("$price $code is $minor; what was rounded is told", ({ code, price, minor, rounded }) => {
    const result = parsed({ line_items: [aLineBody({ price })] }, code);
    expect(result.body.snapshot.lines[0]?.priceMinor).toBe(minor);
    expect(result.rounded).toEqual(rounded);
  });
});

describe("bad input: the field and the remedy", () => {
  const notDecimal = (text: string) => `${text} is not a decimal amount; send a decimal such as "12.50"`;
  test.each([
    { is: { line_items: [aLineBody({ price: "12,00" })] }, says: `line_items.0.price: ${notDecimal('"12,00"')}` },
    {
      is: { line_items: [aLineBody({ price_set: { shop_money: { amount: "free" } } })] },
      says: `line_items.0.price_set.shop_money.amount: ${notDecimal('"free"')}`,
    },
    {
      is: { line_items: [aLineBody({ price: "-1.00" })] },
      says: "line_items.0.price: is below 0; a price is 0 or more",
    },
    { is: { line_items: [aLineBody(), aLineBody({ quantity: -1 })] }, says: "line_items.1.quantity: -1 is below 0" },
    {
      is: { line_items: [aLineBody({ discount_allocations: [{ amount: "x" }] })] },
      says: `line_items.0.discount_allocations.0.amount: ${notDecimal('"x"')}`,
    },
    {
      is: { line_items: [aLineBody({ discount_allocations: undefined, total_discount: "x" })] },
      says: `line_items.0.total_discount: ${notDecimal('"x"')}`,
    },
    {
      is: { line_items: [aLineBody({ tax_lines: [{ price: "x" }] })] },
      says: `line_items.0.tax_lines.0.price: ${notDecimal('"x"')}`,
    },
    {
      is: { line_items: [aLineBody({ tax_lines: [{ price: "1", rate: "7%" }] })] },
      says: 'line_items.0.tax_lines.0.rate: "7%" is not a decimal rate such as 0.2',
    },
    {
      is: { line_items: [aLineBody({ price: "99999999999999.00" })] },
      says: 'line_items.0.price: "99999999999999.00" USD is beyond any order; send a decimal such as "12.50"',
    },
    { is: { currency: "EUR" }, says: "currency: is EUR, but the shop's currency is USD" },
    { is: { currency: "dollars" }, says: 'currency: "dollars" is not a currency; send an ISO 4217 code such as USD' },
    {
      is: { currency: "constructor" },
      says: 'currency: "constructor" is not a currency; send an ISO 4217 code such as USD',
    },
    { is: { processed_at: "2026-11-20" }, says: 'processed_at: "2026-11-20" is not an ISO 8601 time with its zone' },
    {
      is: { processed_at: null, created_at: "soon" },
      says: 'created_at: "soon" is not an ISO 8601 time with its zone',
    },
    {
      is: { processed_at: null, created_at: null },
      says: "processed_at: is missing, and created_at too; send one of them",
    },
    { is: { updated_at: "soon" }, says: 'updated_at: "soon" is not an ISO 8601 time with its zone' },
    {
      is: {
        total_price_set: { shop_money: { amount: "1" }, presentment_money: { amount: "1", currency_code: "dollars" } },
      },
      says: 'total_price_set.presentment_money.currency_code: "dollars" is not a currency; send an ISO 4217 code such as USD',
    },
    {
      is: { total_price_set: { shop_money: { amount: "?" }, presentment_money: { amount: "1" } } },
      says: `total_price_set.shop_money.amount: ${notDecimal('"?"')}`,
    },
    {
      is: { refunds: [{ id: 1, order_adjustments: [{ amount: "x" }] }] },
      says: `refunds.0.order_adjustments.0.amount: ${notDecimal('"x"')}`,
    },
  ])("$says", ({ is, says }) => expect(refusal(is)).toBe(says));

  test.each([
    { is: { id: undefined }, field: "id" },
    { is: { line_items: undefined }, field: "line_items" },
    { is: { line_items: [{ ...aLineBody(), quantity: "2" }] }, field: "line_items.0.quantity" },
    { is: { line_items: [{ ...aLineBody(), quantity: 1.5 }] }, field: "line_items.0.quantity" },
    { is: { line_items: [{ ...aLineBody(), price: { amount: 1 } }] }, field: "line_items.0.price" },
    { is: { tags: 5 }, field: "tags" },
  ])("what is not as Shopify documents it: $field", ({ is, field }) =>
    expect(refusal(is)).toMatch(new RegExp(`^${field}: `)),
  );

  test.each(["gid://shopify/Order/1", "abc", "", "007", "9223372036854775808", -5, 1.5, 2 ** 60])(
    "an order's id is a whole number: %j is none",
    (id) => expect(refusal({ id })).toBe("id: must be Shopify's id of the order, a whole number"),
  );

  test("a body that is no object", () => {
    const result = parseDelivery("orders/create", [], currency("USD"), from);
    expect(result).toMatchObject({ kind: "invalid", field: "body" });
  });

  test("a line of zero price or quantity is read as it is", () => {
    expect(line({ price: "0.00", quantity: 0, current_quantity: 0 })).toMatchObject({ priceMinor: 0n, quantity: 0 });
  });

  test("an id of 19 digits as text keeps them all", () => {
    expect(snapshot({ id: "9223372036854775807" }).orderId).toBe("9223372036854775807");
  });
});
