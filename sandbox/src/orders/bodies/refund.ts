import { gid } from "../../state/ids.ts";
import { decimalText, plus, ZERO, type Amount } from "../../state/money.ts";
import type { Order, OrderAdjustment, Refund, RefundLine, RefundShippingLine, Transaction } from "../../state/order.ts";
import type { Shop } from "../../state/shop.ts";
import { lineItemBody, shippingLineBody } from "./line-item.ts";
import { instant, priceSet } from "./text.ts";

export function transactionBody(shop: Shop, order: Order, transaction: Transaction) {
  const nothing = {
    presentment_money: { amount: "0.0", currency: order.presentmentCurrency },
    shop_money: { amount: "0.0", currency: order.currency },
  };
  return {
    id: transaction.id,
    order_id: order.id,
    kind: transaction.kind,
    gateway: transaction.gateway,
    status: transaction.status,
    message: transaction.status === "success" ? "Bogus Gateway: Forced success" : null,
    created_at: instant(transaction.createdAt, shop.ianaTimezone),
    test: transaction.test,
    authorization: null,
    location_id: null,
    user_id: null,
    parent_id: transaction.parentId,
    processed_at: instant(transaction.processedAt, shop.ianaTimezone),
    device_id: null,
    error_code: null,
    source_name: order.sourceName,
    receipt: {},
    // In its own currency, which need not be the shop's.
    amount: decimalText(transaction.money.minor, transaction.money.currency),
    currency: transaction.money.currency,
    payment_id: `${order.name}.${order.transactions.indexOf(transaction) + 1}`,
    total_unsettled_set: nothing,
    manual_payment_gateway: false,
    amount_rounding: null,
    admin_graphql_api_id: gid("OrderTransaction", transaction.id),
  };
}

/** A refund as `refunds/create` sends it; inside an order it has fewer keys (`refundInOrderBody`). */
export function refundBody(shop: Shop, order: Order, refund: Refund) {
  return {
    ...refundInOrderBody(shop, order, refund),
    return: null,
    refund_shipping_lines: refund.shippingLines.map((line) => refundShippingBody(order, line)),
  };
}

export function refundInOrderBody(shop: Shop, order: Order, refund: Refund) {
  const zone = shop.ianaTimezone;
  return {
    id: refund.id,
    admin_graphql_api_id: gid("Refund", refund.id),
    created_at: instant(refund.createdAt, zone),
    note: refund.note,
    order_id: order.id,
    processed_at: instant(refund.processedAt, zone),
    restock: refund.lines.some((line) => line.restockType !== "no_restock"),
    additional_fees: [],
    total_additional_fees_set: priceSet(ZERO, order),
    duties: (refund.duties ?? []).map((it) => ({ duty_id: it.dutyId, amount_set: priceSet(it.amount, order) })),
    total_duties_set: priceSet(plus(...(refund.duties ?? []).map((it) => it.amount)), order),
    user_id: refund.userId,
    order_adjustments: refund.adjustments.map((it) => adjustmentBody(order, refund, it)),
    transactions: refund.transactions.map((it) => transactionBody(shop, order, it)),
    refund_line_items: refund.lines.map((line) => refundLineBody(order, line)),
  };
}

function adjustmentBody(order: Order, refund: Refund, it: OrderAdjustment) {
  return {
    id: it.id,
    order_id: order.id,
    refund_id: refund.id,
    amount: decimalText(it.amount.shop, order.currency),
    tax_amount: decimalText(it.taxAmount.shop, order.currency),
    kind: it.kind,
    reason: it.reason,
    amount_set: priceSet(it.amount, order),
    tax_amount_set: priceSet(it.taxAmount, order),
  };
}

function refundLineBody(order: Order, refunded: RefundLine) {
  const line = order.lines.find((it) => it.id === refunded.lineId);
  return {
    id: refunded.id,
    quantity: refunded.quantity,
    line_item_id: refunded.lineId,
    location_id: null,
    restock_type: refunded.restockType,
    subtotal: number(refunded.subtotal, order.currency),
    total_tax: number(refunded.totalTax, order.currency),
    subtotal_set: priceSet(refunded.subtotal, order),
    total_tax_set: priceSet(refunded.totalTax, order),
    line_item: line ? lineItemBody(order, line) : null,
  };
}

/** Shopify writes these two as JSON numbers (seen), unlike all other amounts. */
const number = (amount: Amount, currency: string): number => Number(decimalText(amount.shop, currency));

function refundShippingBody(order: Order, refunded: RefundShippingLine) {
  const line = order.shippingLines.find((it) => it.id === refunded.shippingLineId);
  return {
    id: refunded.id,
    shipping_line_id: refunded.shippingLineId,
    subtotal_amount_set: priceSet(refunded.subtotal, order),
    tax_amount_set: priceSet(refunded.tax, order),
    shipping_line: line ? shippingLineBody(order, line) : null,
  };
}
