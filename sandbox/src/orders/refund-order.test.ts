import { assert, constantFrom, property, shuffledSubarray } from "fast-check";
import { describe, expect, test } from "vitest";
import type { Order } from "../state/order.ts";
import { orderBody, refundBody } from "./bodies/index.ts";
import { cancelOrder, placeOrder, refundOrder, settleRefund } from "./index.ts";
import { must, smallWorld, type Small } from "./testing.ts";

const noShipping = { kind: "none" } as const;

function bought(small: Small, currency = "USD"): Order {
  const { world, shop, variant } = small;
  const lines = [
    { variantId: variant.mug, quantity: 3 },
    { variantId: variant.shirt, quantity: 1 },
  ];
  return must(placeOrder(world, shop, { lines, codes: ["MAYA10"], customer: null, presentmentCurrency: currency }));
}

const lineOf = (order: Order, index: number): number => order.lines[index]?.id ?? 0;
const adjustments = (order: Order): string[] =>
  orderBody(smallWorld().shop, order).refunds.flatMap((refund) => refund.order_adjustments.map((it) => it.amount));

describe("refunding", () => {
  test("units: the line shrinks, what was sold stays, money goes back, no adjustment", () => {
    const small = smallWorld();
    const order = bought(small);
    small.topics.length = 0;
    small.world.clock.move(60_000);
    const refund = must(
      refundOrder(small.world, small.shop, order, {
        lines: [{ lineId: lineOf(order, 0), quantity: 1, restockType: "return" }],
        shipping: noShipping,
      }),
    );
    const body = orderBody(small.shop, order);
    expect(body.line_items[0]).toMatchObject({
      quantity: 3,
      current_quantity: 2,
      discount_allocations: [{ amount: "6.00" }],
    });
    expect(body).toMatchObject({
      financial_status: "partially_refunded",
      updated_at: "2026-11-20T10:01:00-05:00",
      total_price: "74.29",
      current_total_price: "54.49",
    });
    expect(refundBody(small.shop, order, refund)).toMatchObject({
      restock: true,
      order_adjustments: [],
      refund_line_items: [{ quantity: 1, subtotal: 18, total_tax: 1.8, restock_type: "return" }],
      transactions: [{ kind: "refund", status: "success", amount: "19.80", currency: "USD" }],
    });
    expect(small.topics).toEqual(["refunds/create", "order_transactions/create", "orders/updated"]);
  });

  test("an amount alone carries its opposite", () => {
    const small = smallWorld();
    const order = bought(small);
    must(
      refundOrder(small.world, small.shop, order, {
        lines: [],
        shipping: noShipping,
        transactions: [{ minor: 500n, currency: "USD" }],
      }),
    );
    expect(adjustments(order)).toEqual(["-5.00"]);
    expect(order.lines.map((line) => line.currentQuantity)).toEqual([3, 1]);
  });

  test("less than the units are worth: the rest stays with the shop", () => {
    const small = smallWorld();
    const order = bought(small);
    const lines = [{ lineId: lineOf(order, 0), quantity: 1, restockType: "no_restock" as const }];
    must(
      refundOrder(small.world, small.shop, order, {
        lines,
        shipping: noShipping,
        transactions: [{ minor: 1500n, currency: "USD" }],
      }),
    );
    expect(adjustments(order)).toEqual(["4.80"]);
  });

  test("a pending line refund carries +X until it settles, −X joins the same refund", () => {
    const small = smallWorld();
    const order = bought(small);
    const lines = [{ lineId: lineOf(order, 0), quantity: 1, restockType: "no_restock" as const }];
    const refund = must(refundOrder(small.world, small.shop, order, { lines, shipping: noShipping, pending: true }));
    expect(adjustments(order)).toEqual(["19.80"]);
    expect(refund.transactions[0]?.status).toBe("pending");
    small.topics.length = 0;
    must(settleRefund(small.world, small.shop, order, refund));
    expect(adjustments(order)).toEqual(["19.80", "-19.80"]);
    expect(refund.transactions[0]?.status).toBe("success");
    expect(small.topics).toEqual(["orders/updated"]);
    expect(settleRefund(small.world, small.shop, order, refund)).toMatchObject({ kind: "refused" });
  });

  test("a pending amount alone reads −X, +X, then −X", () => {
    const small = smallWorld();
    const order = bought(small);
    const refund = must(
      refundOrder(small.world, small.shop, order, {
        lines: [],
        shipping: noShipping,
        transactions: [{ minor: 700n, currency: "USD" }],
        pending: true,
      }),
    );
    must(settleRefund(small.world, small.shop, order, refund));
    expect(adjustments(order)).toEqual(["-7.00", "7.00", "-7.00"]);
  });

  test("shipping: an adjustment of its own and a shipping line", () => {
    const small = smallWorld();
    const order = bought(small);
    const refund = must(refundOrder(small.world, small.shop, order, { lines: [], shipping: { kind: "full" } }));
    expect(refundBody(small.shop, order, refund)).toMatchObject({
      order_adjustments: [{ kind: "shipping_refund", reason: "Shipping refund", amount: "-5.00", tax_amount: "0.00" }],
      refund_shipping_lines: [{ subtotal_amount_set: { shop_money: { amount: "5.00" } } }],
      transactions: [{ amount: "5.00" }],
    });
  });

  test("in the shopper's currency", () => {
    const small = smallWorld();
    const order = bought(small, "EUR");
    const lines = [{ lineId: lineOf(order, 0), quantity: 1, restockType: "return" as const }];
    const refund = must(refundOrder(small.world, small.shop, order, { lines, shipping: noShipping }));
    expect(refund.transactions[0]?.money).toEqual({ minor: 1825n, currency: "EUR" });
    expect(refund.lines[0]).toMatchObject({
      subtotal: { shop: 1800n, presentment: 1659n },
      totalTax: { shop: 180n, presentment: 166n },
    });
    expect(refund.adjustments).toEqual([]);
  });

  test.each([
    {
      why: "more units than are left",
      request: (order: Order) => ({
        lines: [{ lineId: lineOf(order, 0), quantity: 4, restockType: "return" as const }],
        shipping: noShipping,
      }),
    },
    {
      why: "the same units twice over",
      request: (order: Order) => ({
        lines: [2, 2].map((quantity) => ({ lineId: lineOf(order, 0), quantity, restockType: "return" as const })),
        shipping: noShipping,
      }),
    },
    {
      why: "an unknown line",
      request: () => ({ lines: [{ lineId: 1, quantity: 1, restockType: "return" as const }], shipping: noShipping }),
    },
    {
      why: "more money than was paid",
      request: () => ({ lines: [], shipping: noShipping, transactions: [{ minor: 99_999n, currency: "USD" }] }),
    },
    {
      why: "another currency",
      request: () => ({ lines: [], shipping: noShipping, transactions: [{ minor: 1n, currency: "EUR" }] }),
    },
    { why: "nothing at all", request: () => ({ lines: [], shipping: noShipping }) },
  ])("refuses $why and changes nothing", ({ request }) => {
    const small = smallWorld();
    const order = bought(small);
    const before = structuredClone(order);
    expect(refundOrder(small.world, small.shop, order, request(order))).toMatchObject({ kind: "refused" });
    expect(order).toEqual(before);
  });

  test("in pieces and at once give the same money back and the same status", () => {
    assert(
      property(constantFrom("USD", "EUR"), shuffledSubarray([0, 0, 0, 1], { minLength: 4 }), (currency, pieces) => {
        const small = smallWorld();
        const order = bought(small, currency);
        for (const index of pieces) {
          must(
            refundOrder(small.world, small.shop, order, {
              lines: [{ lineId: lineOf(order, index), quantity: 1, restockType: "return" }],
              shipping: noShipping,
            }),
          );
        }
        must(refundOrder(small.world, small.shop, order, { lines: [], shipping: { kind: "full" } }));
        const back = order.transactions
          .filter((it) => it.kind === "refund")
          .reduce((sum, it) => sum + it.money.minor, 0n);
        expect(back).toBe(order.transactions[0]?.money.minor);
        expect(order.financialStatus).toBe("refunded");
        expect(orderBody(small.shop, order).current_total_price).toBe("0.00");
        expect(order.refunds.flatMap((refund) => refund.adjustments).every((it) => it.kind === "shipping_refund")).toBe(
          true,
        );
      }),
      { numRuns: 30 },
    );
  });
});

describe("duties", () => {
  test("are charged, go back with the units or whole, and are no discrepancy", () => {
    const small = smallWorld();
    const lines = [{ variantId: small.variant.mug, quantity: 2 }];
    const order = must(placeOrder(small.world, small.shop, { lines, customer: null, dutyBps: 1500 }));
    const [line] = order.lines;
    const dutyId = line?.duties?.[0]?.id ?? 0;
    expect(orderBody(small.shop, order)).toMatchObject({
      total_price: "55.00",
      original_total_duties_set: { shop_money: { amount: "6.00" } },
      line_items: [{ duties: [{ id: String(dutyId), shop_money: { amount: "6.00" } }] }],
    });
    const one = [{ lineId: line?.id ?? 0, quantity: 1, restockType: "return" as const }];
    const refund = must(
      refundOrder(small.world, small.shop, order, {
        lines: one,
        shipping: noShipping,
        duties: [{ dutyId, type: "proportional" }],
      }),
    );
    expect(refundBody(small.shop, order, refund)).toMatchObject({
      duties: [{ duty_id: dutyId, amount_set: { shop_money: { amount: "3.00" } } }],
      order_adjustments: [],
      transactions: [{ amount: "25.00" }],
    });
    must(
      refundOrder(small.world, small.shop, order, {
        lines: one,
        shipping: { kind: "full" },
        duties: [{ dutyId, type: "full" }],
      }),
    );
    expect(orderBody(small.shop, order)).toMatchObject({
      financial_status: "refunded",
      current_total_price: "0.00",
      current_total_duties_set: { shop_money: { amount: "0.00" } },
    });
    expect(
      refundOrder(small.world, small.shop, order, {
        lines: [],
        shipping: noShipping,
        duties: [{ dutyId: 1, type: "full" }],
      }),
    ).toMatchObject({ kind: "refused" });
  });
});

describe("cancelling", () => {
  const how = { reason: "customer" as const, staffNote: null };
  test("with refund: all goes back", () => {
    const small = smallWorld();
    const order = bought(small);
    small.topics.length = 0;
    must(cancelOrder(small.world, small.shop, order, { ...how, refund: true, restock: true }));
    expect(orderBody(small.shop, order)).toMatchObject({
      financial_status: "refunded",
      cancel_reason: "customer",
      current_total_price: "0.00",
      cancelled_at: "2026-11-20T10:00:00-05:00",
    });
    expect(small.topics).toEqual([
      "refunds/create",
      "order_transactions/create",
      "orders/updated",
      "orders/cancelled",
      "orders/updated",
    ]);
    expect(cancelOrder(small.world, small.shop, order, { ...how, refund: true, restock: true })).toMatchObject({
      kind: "refused",
    });
  });

  test("an authorized order is voided", () => {
    const small = smallWorld();
    const order = must(
      placeOrder(small.world, small.shop, {
        lines: [{ variantId: small.variant.mug, quantity: 1 }],
        customer: null,
        payment: "authorized",
      }),
    );
    must(cancelOrder(small.world, small.shop, order, { ...how, refund: false, restock: false }));
    expect(order.financialStatus).toBe("voided");
    expect(order.transactions.map((it) => it.kind)).toEqual(["authorization", "void"]);
  });
});
