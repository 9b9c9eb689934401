import { describe, expect, test } from "vitest";
import type { Order } from "../state/order.ts";
import { disputeBody, orderBody, orderEditBody, returnBody } from "./bodies/index.ts";
import {
  approveReturn,
  closeReturn,
  commitEdit,
  markPaid,
  openDispute,
  placeOrder,
  requestReturn,
  updateDispute,
  voidOrder,
  type CheckoutOrder,
} from "./index.ts";
import { must, smallWorld, type Small } from "./testing.ts";

function bought(small: Small, more: Partial<CheckoutOrder> = {}): Order {
  const order = must(
    placeOrder(small.world, small.shop, {
      lines: [{ variantId: small.variant.mug, quantity: 2 }],
      codes: ["MAYA10"],
      customer: null,
      ...more,
    }),
  );
  small.topics.length = 0;
  return order;
}
const lineId = (order: Order, index = 0): number => order.lines[index]?.id ?? 0;
const nothing = { quantities: [], addVariants: [], addCustom: [], staffNote: null, notifyCustomer: false };

describe("payment", () => {
  test("a pending order is marked paid once", () => {
    const small = smallWorld();
    const order = bought(small, { payment: "pending" });
    must(markPaid(small.world, small.shop, order));
    expect(orderBody(small.shop, order)).toMatchObject({
      financial_status: "paid",
      total_outstanding: "0.00",
      payment_gateway_names: ["bogus"],
    });
    expect(order.transactions).toMatchObject([{ kind: "sale", money: { minor: 4460n } }]);
    expect(small.topics).toEqual(["order_transactions/create", "orders/paid", "orders/updated"]);
    expect(markPaid(small.world, small.shop, order)).toMatchObject({ kind: "refused" });
  });

  test("an authorization is captured", () => {
    const small = smallWorld();
    const order = bought(small, { payment: "authorized" });
    must(markPaid(small.world, small.shop, order));
    expect(order.transactions.map((it) => it.kind)).toEqual(["authorization", "capture"]);
    expect(voidOrder(small.world, small.shop, order)).toMatchObject({ kind: "refused" });
  });

  test("an authorization is voided", () => {
    const small = smallWorld();
    const order = bought(small, { payment: "authorized" });
    must(voidOrder(small.world, small.shop, order));
    expect(order.financialStatus).toBe("voided");
    expect(small.topics).toEqual(["order_transactions/create", "orders/updated"]);
  });
});

describe("editing", () => {
  test("taking units off leaves what was sold, and with restock a refund record without money", () => {
    const small = smallWorld();
    const order = bought(small);
    const edit = must(
      commitEdit(small.world, small.shop, order, {
        ...nothing,
        quantities: [{ lineId: lineId(order), quantity: 1, restock: true }],
      }),
    );
    expect(orderBody(small.shop, order)).toMatchObject({
      line_items: [{ quantity: 2, current_quantity: 1, discount_allocations: [{ amount: "4.00" }] }],
      refunds: [{ refund_line_items: [{ quantity: 1, subtotal: 18 }], transactions: [], order_adjustments: [] }],
      total_price: "44.60",
      current_total_price: "24.80",
    });
    expect(orderEditBody(small.shop, order, edit).order_edit.line_items).toEqual({
      additions: [],
      removals: [{ id: lineId(order), delta: 1 }],
    });
    expect(small.topics).toEqual(["orders/edited", "orders/updated"]);
  });

  test("without restock only the current quantity tells", () => {
    const small = smallWorld();
    const order = bought(small);
    must(
      commitEdit(small.world, small.shop, order, {
        ...nothing,
        quantities: [{ lineId: lineId(order), quantity: 0, restock: false }],
      }),
    );
    expect(order.refunds).toEqual([]);
    expect(orderBody(small.shop, order)).toMatchObject({
      current_subtotal_price: "0.00",
      line_items: [{ quantity: 2, current_quantity: 0 }],
    });
  });

  test("added goods are taxed, not discounted, and leave the order partially paid", () => {
    const small = smallWorld();
    const order = bought(small);
    const plan = {
      ...nothing,
      addVariants: [{ variantId: small.variant.shirt, quantity: 1 }],
      addCustom: [{ title: "Engraving", quantity: 1, priceMinor: 500n, taxable: false }],
    };
    must(commitEdit(small.world, small.shop, order, plan));
    expect(orderBody(small.shop, order)).toMatchObject({
      financial_status: "partially_paid",
      total_outstanding: "15.99",
      line_items: [
        {},
        { sku: "Shirt", discount_allocations: [], tax_lines: [{ price: "1.00" }] },
        { title: "Engraving", product_id: null, price: "5.00", tax_lines: [] },
      ],
    });
  });

  test("more of a line: its discount stays, its tax grows", () => {
    const small = smallWorld();
    const order = bought(small);
    must(
      commitEdit(small.world, small.shop, order, {
        ...nothing,
        quantities: [{ lineId: lineId(order), quantity: 3, restock: false }],
      }),
    );
    expect(orderBody(small.shop, order).line_items[0]).toMatchObject({
      quantity: 3,
      current_quantity: 3,
      discount_allocations: [{ amount: "4.00" }],
      tax_lines: [{ price: "5.60" }],
    });
  });

  test("refuses an unknown line", () => {
    const small = smallWorld();
    const order = bought(small);
    expect(
      commitEdit(small.world, small.shop, order, {
        ...nothing,
        quantities: [{ lineId: 1, quantity: 0, restock: false }],
      }),
    ).toMatchObject({ kind: "refused" });
  });
});

describe("disputes", () => {
  test("open, under review, lost; closed stays closed", () => {
    const small = smallWorld();
    const order = bought(small, { presentmentCurrency: "EUR" });
    const dispute = must(openDispute(small.world, small.shop, order, { type: "chargeback" }));
    expect(disputeBody(small.shop, dispute)).toMatchObject({
      order_id: order.id,
      type: "chargeback",
      amount: "41.10",
      currency: "EUR",
      status: "needs_response",
      finalized_on: null,
    });
    must(updateDispute(small.world, small.shop, dispute, "under_review"));
    must(updateDispute(small.world, small.shop, dispute, "lost"));
    expect(disputeBody(small.shop, dispute)).toMatchObject({
      status: "lost",
      finalized_on: "2026-11-20T10:00:00-05:00",
    });
    expect(updateDispute(small.world, small.shop, dispute, "won")).toMatchObject({ kind: "refused" });
    expect(small.topics).toEqual(["disputes/create", "disputes/update", "disputes/update"]);
  });

  test("an unpaid order has nothing to dispute", () => {
    const small = smallWorld();
    expect(
      openDispute(small.world, small.shop, bought(small, { payment: "pending" }), { type: "inquiry" }),
    ).toMatchObject({ kind: "refused" });
  });
});

describe("returns", () => {
  test("requested, approved, closed: the units go back with restock", () => {
    const small = smallWorld();
    const order = bought(small);
    const it = must(
      requestReturn(small.world, small.shop, order, [
        { lineId: lineId(order), quantity: 1, reason: "unwanted", customerNote: null },
      ]),
    );
    expect(returnBody(order, it)).toMatchObject({ name: "#1001-R1", status: "requested", order: { id: order.id } });
    expect(closeReturn(small.world, small.shop, order, it)).toMatchObject({ kind: "refused" });
    must(approveReturn(small.world, small.shop, order, it));
    must(closeReturn(small.world, small.shop, order, it));
    expect(order.refunds[0]).toMatchObject({
      lines: [{ quantity: 1, restockType: "return" }],
      transactions: [{ money: { minor: 1980n } }],
    });
    expect(small.topics.filter((topic) => topic.startsWith("returns/"))).toEqual([
      "returns/request",
      "returns/approve",
      "returns/close",
    ]);
  });

  test("an exchange: what is taken joins the same order, no money moves", () => {
    const small = smallWorld();
    const order = bought(small);
    const it = must(
      requestReturn(small.world, small.shop, order, [
        { lineId: lineId(order), quantity: 1, reason: "unwanted", customerNote: null },
      ]),
    );
    must(approveReturn(small.world, small.shop, order, it));
    must(closeReturn(small.world, small.shop, order, it, [{ variantId: small.variant.shirt, quantity: 1 }]));
    expect(order.lines.map((line) => line.currentQuantity)).toEqual([1, 1]);
    expect(order.refunds[0]).toMatchObject({ transactions: [], adjustments: [{ amount: { shop: 1980n } }] });
  });
});
