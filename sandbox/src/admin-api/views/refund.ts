import { gid } from "../../state/ids.ts";
import { plus } from "../../state/money.ts";
import type { Order, OrderAdjustment, Refund, RefundLine, RefundShippingLine } from "../../state/order.ts";
import { connection, inOrder, type PageArgs } from "../connection.ts";
import type { Context, View } from "../context.ts";
import { amountAt, moneyBag } from "./money.ts";
import { nodeView } from "./node.ts";
import { lineView, shippingLineView } from "./order-line.ts";
import { transactionView } from "./transaction.ts";

const adjustmentView = (order: Order, adjustment: OrderAdjustment): View => ({
  __typename: "OrderAdjustment",
  id: gid("OrderAdjustment", adjustment.id),
  amountSet: moneyBag(adjustment.amount, order),
  taxAmountSet: moneyBag(adjustment.taxAmount, order),
  reason: adjustment.reason.toUpperCase().replaceAll(" ", "_"),
});

function refundLineView(order: Order, refundLine: RefundLine): View {
  const line = order.lines.find((l) => l.id === refundLine.lineId);
  if (!line) throw new Error(`Order ${order.name} has no line ${refundLine.lineId} that its refund names`);
  return {
    __typename: "RefundLineItem",
    id: gid("RefundLineItem", refundLine.id),
    lineItem: () => lineView(order, line),
    quantity: refundLine.quantity,
    restockType: refundLine.restockType.toUpperCase(),
    restocked: refundLine.restockType !== "no_restock",
    priceSet: moneyBag(line.price, order),
    subtotalSet: moneyBag(refundLine.subtotal, order),
    totalTaxSet: moneyBag(refundLine.totalTax, order),
  };
}

function refundShippingView(order: Order, refunded: RefundShippingLine): View {
  const line = order.shippingLines.find((s) => s.id === refunded.shippingLineId);
  return {
    __typename: "RefundShippingLine",
    id: gid("RefundShippingLine", refunded.id),
    shippingLine: () => (line ? shippingLineView(order, line) : null),
    subtotalAmountSet: moneyBag(refunded.subtotal, order),
    taxAmountSet: moneyBag(refunded.tax, order),
  };
}

export function refundView(order: Order, refund: Refund): View {
  // The API's adjustments are discrepancies alone: refunded shipping has a list of its own.
  const adjustments = refund.adjustments.filter((a) => a.kind !== "shipping_refund");
  const paid = refund.transactions.filter((t) => t.kind === "refund" && t.status === "success");
  return {
    __typename: "Refund",
    id: gid("Refund", refund.id),
    legacyResourceId: String(refund.id),
    note: refund.note,
    createdAt: refund.createdAt,
    processedAt: refund.processedAt,
    updatedAt: refund.processedAt,
    duties: (refund.duties ?? []).map(({ amount }) => ({
      __typename: "RefundDuty",
      amountSet: moneyBag(amount, order),
      originalDuty: null,
    })),
    order: (_: never, context: Context) => nodeView(context, gid("Order", order.id)),
    totalRefundedSet: moneyBag(plus(...paid.map((t) => amountAt(order, t.money))), order),
    refundLineItems: (args: PageArgs) =>
      connection("RefundLineItem", refund.lines, args, inOrder, (line) => refundLineView(order, line)),
    refundShippingLines: (args: PageArgs) =>
      connection("RefundShippingLine", refund.shippingLines, args, inOrder, (s) => refundShippingView(order, s)),
    orderAdjustments: (args: PageArgs) =>
      connection("OrderAdjustment", adjustments, args, inOrder, (a) => adjustmentView(order, a)),
    transactions: (args: PageArgs) =>
      connection("OrderTransaction", refund.transactions, args, inOrder, (t) => transactionView(order, t)),
  };
}
