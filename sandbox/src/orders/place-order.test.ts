import { describe, expect, test } from "vitest";
import { addDiscount } from "../state/make.ts";
import { orderBody } from "./bodies/index.ts";
import { placeOrder } from "./index.ts";
import { must, smallWorld } from "./testing.ts";

describe("placing an order", () => {
  test("prices, discounts, taxes and ships it; tells create, payment, paid", () => {
    const { world, shop, variant, topics } = smallWorld();
    const order = must(
      placeOrder(world, shop, {
        lines: [
          { variantId: variant.mug, quantity: 2 },
          { variantId: variant.shirt, quantity: 1 },
        ],
        codes: [" maya10 "],
        customer: { email: "Ada@Example.com", firstName: "Ada" },
        noteAttributes: [{ name: "_creator_ref", value: "tok.1" }],
        landingSite: "/?ref=tok",
        referringSite: "https://social.example/",
      }),
    );
    expect(orderBody(shop, order)).toMatchObject({
      name: "#1001",
      order_number: 1001,
      number: 1,
      financial_status: "paid",
      created_at: "2026-11-20T10:00:00-05:00",
      updated_at: "2026-11-20T10:00:00-05:00",
      total_line_items_price: "49.99",
      total_discounts: "5.00",
      subtotal_price: "44.99",
      total_tax: "4.50",
      total_price: "54.49",
      total_outstanding: "0.00",
      discount_codes: [{ code: "maya10", amount: "5.00", type: "percentage" }],
      discount_applications: [
        { type: "discount_code", code: "maya10", value: "10.0", value_type: "percentage", allocation_method: "across" },
      ],
      note_attributes: [{ name: "_creator_ref", value: "tok.1" }],
      landing_site: "/?ref=tok",
      landing_site_ref: "tok",
      referring_site: "https://social.example/",
      source_name: "web",
      customer: { email: "Ada@Example.com" },
      tax_lines: [{ price: "4.50", rate: 0.1, title: "Tax" }],
      line_items: [
        {
          price: "20.00",
          quantity: 2,
          current_quantity: 2,
          total_discount: "0.00",
          discount_allocations: [{ amount: "4.00" }],
          tax_lines: [{ price: "3.60" }],
        },
        { price: "9.99", discount_allocations: [{ amount: "1.00" }], tax_lines: [{ price: "0.90" }] },
      ],
      shipping_lines: [{ price: "5.00", title: "Standard" }],
    });
    expect(topics).toEqual(["orders/create", "order_transactions/create", "orders/paid"]);
    expect([...shop.discounts.values()][0]).toMatchObject({
      usageCount: 1,
      codes: [{ usageCount: 1 }, { usageCount: 0 }],
    });
  });

  test("in the shopper's currency: sets in both, the payment in the shopper's", () => {
    const { world, shop, variant } = smallWorld();
    const order = must(
      placeOrder(world, shop, {
        lines: [{ variantId: variant.mug, quantity: 1 }],
        codes: ["MAYA10"],
        customer: null,
        presentmentCurrency: "EUR",
      }),
    );
    const body = orderBody(shop, order);
    expect(body.total_price_set).toEqual({
      shop_money: { amount: "24.80", currency_code: "USD" },
      presentment_money: { amount: "22.86", currency_code: "EUR" },
    });
    expect(body).toMatchObject({ currency: "USD", presentment_currency: "EUR", customer: null });
    expect(order.transactions[0]?.money).toEqual({ minor: 2286n, currency: "EUR" });
  });

  test("tax inside the prices, a gift card, and a tip", () => {
    const { world, shop, variant } = smallWorld({ taxesIncluded: true, taxRateBps: 2000 });
    const lines = [
      { variantId: variant.mug, quantity: 1 },
      { variantId: variant.giftCard, quantity: 1 },
    ];
    const body = orderBody(
      shop,
      must(placeOrder(world, shop, { lines, codes: ["MAYA10"], customer: null, tipMinor: 300n })),
    );
    expect(body).toMatchObject({
      taxes_included: true,
      subtotal_price: "68.00",
      total_tax: "3.83",
      total_tip_received: "3.00",
      total_price: "76.00",
    });
    expect(body.line_items).toMatchObject([
      { tax_lines: [{ price: "3.00" }], discount_allocations: [{ amount: "2.00" }] },
      { gift_card: true, tax_lines: [], discount_allocations: [], fulfillment_service: "gift_card" },
      { title: "Tip", price: "3.00", product_id: null, tip_payment_gateway: "bogus" },
    ]);
  });

  test.each([
    { why: "nothing paid yet", payment: "pending", status: "pending", outstanding: "27.00", kinds: [] },
    {
      why: "authorized owes nothing in the body",
      payment: "authorized",
      status: "authorized",
      outstanding: "0.00",
      kinds: ["authorization"],
    },
  ] as const)("$why", ({ payment, status, outstanding, kinds }) => {
    const { world, shop, variant, topics } = smallWorld();
    const order = must(
      placeOrder(world, shop, { lines: [{ variantId: variant.mug, quantity: 1 }], customer: null, payment }),
    );
    expect(orderBody(shop, order)).toMatchObject({ financial_status: status, total_outstanding: outstanding });
    expect(order.transactions.map((it) => it.kind)).toEqual(kinds);
    expect(topics).not.toContain("orders/paid");
  });

  test("a customer is found by e-mail, whatever its case", () => {
    const { world, shop, variant } = smallWorld();
    const buy = (email: string) =>
      must(placeOrder(world, shop, { lines: [{ variantId: variant.mug, quantity: 1 }], customer: { email } }));
    const [first, second] = [buy("ada@example.com"), buy("ADA@example.com")];
    expect(second.customerId).toBe(first.customerId);
    expect([first.customerOrderIndex, second.customerOrderIndex]).toEqual([1, 2]);
    expect(second.name).toBe("#1002");
  });

  test.each([
    { why: "an unknown variant", lines: [{ variantId: 1, quantity: 1 }], field: "lines" },
    { why: "no lines", lines: [], field: "lines" },
  ])("refuses $why", ({ lines, field }) => {
    const { world, shop } = smallWorld();
    expect(placeOrder(world, shop, { lines, customer: null })).toMatchObject({
      kind: "refused",
      field: expect.arrayContaining([field]),
    });
    expect(shop.orders.size).toBe(0);
  });

  test("refuses a fraction of a unit and a currency that the shop does not sell in", () => {
    const { world, shop, variant } = smallWorld();
    expect(
      placeOrder(world, shop, { lines: [{ variantId: variant.mug, quantity: 0.5 }], customer: null }),
    ).toMatchObject({ kind: "refused" });
    const inYen = placeOrder(world, shop, {
      lines: [{ variantId: variant.mug, quantity: 1 }],
      customer: null,
      presentmentCurrency: "JPY",
    });
    expect(inYen).toMatchObject({ kind: "refused", field: ["presentmentCurrency"] });
  });
});

describe("codes", () => {
  test("two codes of one discount count once; those that combine both count", () => {
    const { world, shop, variant } = smallWorld();
    const open = { order: true, product: true, shipping: true };
    addDiscount(
      world,
      shop,
      { title: "Five", value: { kind: "amount", minor: 500n, onEachItem: false }, combinesWith: open },
      ["FIVE"],
    );
    addDiscount(
      world,
      shop,
      { title: "Two", value: { kind: "amount", minor: 200n, onEachItem: false }, combinesWith: open },
      ["TWO"],
    );
    const codesOf = (codes: string[]) =>
      must(
        placeOrder(world, shop, { lines: [{ variantId: variant.mug, quantity: 1 }], codes, customer: null }),
      ).codes.map((it) => it.code);
    expect(codesOf(["MAYA10", "BEN10"])).toEqual(["MAYA10"]);
    expect(codesOf(["FIVE", "TWO"])).toEqual(["FIVE", "TWO"]);
    expect(codesOf(["MAYA10", "FIVE"])).toEqual(["MAYA10"]);
    expect(codesOf(["NOBODY"])).toEqual([]);
  });
});
