import { minus, plus, ZERO, type Amount } from "../state/money.ts";
import type {
  Order,
  OrderAdjustment,
  Refund,
  RefundLine,
  RefundShippingLine,
  ShippingLine,
  Transaction,
} from "../state/order.ts";
import type { Outcome, RefundRequest, Refused } from "../state/order-actions.ts";
import type { Shop } from "../state/shop.ts";
import { allocated, lineNet, shareOf, taxOf } from "../state/totals.ts";
import type { World } from "../state/world.ts";
import { refuse } from "./cart-items.ts";
import { dutiesBack, type DutyRefund } from "./duties.ts";
import { fromPresentment, newTransaction, paidMinor, refundedMinor } from "./transactions.ts";

/** A refund that may give customs duties back too. */
export type RefundWithDuties = RefundRequest & { readonly duties?: readonly DutyRefund[] };

/**
 * Refunds units, shipping, or an amount alone; emits `refunds/create`, its transactions, `orders/updated`.
 *
 * Where the money differs from what the units and the shipping come to, an order adjustment
 * says so with the opposite sign: an amount-only refund of 5.00 carries −5.00. Where the money
 * is still on its way, an adjustment of its whole amount carries it until it settles.
 */
export function refundOrder(world: World, shop: Shop, order: Order, request: RefundWithDuties): Outcome<Refund> {
  const refusal = checkLines(order, request.lines);
  if (refusal) return refusal;
  const shippingLines = shippingRefunds(world, order, request.shipping);
  if (!Array.isArray(shippingLines)) return shippingLines;
  const lines = request.lines.map((wanted) => refundLine(world, order, wanted));

  const duties = dutiesBack(order, request.duties ?? [], request.lines);
  if (!duties) return refuse(`${order.name} has no such duty`, "refundDuties");
  const owed = plus(owedFor(order, lines, shippingLines), ...duties.map((it) => it.amount));
  const refundable = paidMinor(order) - refundedMinor(order);
  const asked = request.transactions?.map((it) => it.minor) ?? [
    owed.presentment < refundable ? owed.presentment : refundable,
  ];
  const foreign = request.transactions?.find((it) => it.currency !== order.presentmentCurrency);
  if (foreign)
    return refuse(`This order was paid in ${order.presentmentCurrency}, not ${foreign.currency}`, "transactions");
  const amounts = asked.filter((minor) => minor !== 0n);
  const paidBack = amounts.reduce((a, b) => a + b, 0n);
  if (amounts.some((minor) => minor < 0n) || paidBack > refundable) {
    return refuse("Refund amount is negative or greater than what is left of the payment", "transactions");
  }
  if (lines.length + shippingLines.length + duties.length === 0 && paidBack === 0n)
    return refuse("Choose what to refund", "lines");

  for (const line of lines) takeUnits(order, line);
  const transactions = amounts.map((minor) => refundTransaction(world, order, minor, request.pending ?? false));
  const refund: Refund = {
    id: world.ids.next("Refund"),
    note: request.note ?? null,
    createdAt: world.now(),
    processedAt: world.now(),
    userId: null,
    lines,
    shippingLines,
    adjustments: [
      ...shippingLines.map((line) => shippingAdjustment(world, line)),
      ...discrepancy(world, order, owed, paidBack),
      ...(request.pending ? [pendingAdjustment(world, fromPresentment(order, paidBack), 1n)] : []),
    ],
    duties,
    transactions,
  };
  order.refunds.push(refund);
  order.transactions.push(...transactions);
  setRefundStatus(order);
  announce(world, shop, order, refund);
  return { kind: "done", value: refund };
}

/** The money of a pending refund has arrived: the opposite of its adjustment joins the same refund; emits `orders/updated`. */
export function settleRefund(world: World, shop: Shop, order: Order, refund: Refund): Outcome<Refund> {
  const pending = refund.transactions.filter((it) => it.status === "pending");
  if (pending.length === 0) return refuse(`Refund ${refund.id} has no pending money`, "refund");
  for (const transaction of pending) {
    transaction.status = "success";
    transaction.processedAt = world.now();
  }
  const amount = fromPresentment(
    order,
    pending.reduce((sum, it) => sum + it.money.minor, 0n),
  );
  refund.adjustments.push(pendingAdjustment(world, amount, -1n));
  order.updatedAt = world.now();
  world.emit(shop, { topic: "orders/updated", order });
  return { kind: "done", value: refund };
}

/** What a customer is owed for refunded units and shipping, tax included. */
export function owedFor(
  order: Order,
  lines: readonly RefundLine[],
  shippingLines: readonly RefundShippingLine[],
): Amount {
  const goods = plus(...lines.map((line) => line.subtotal), ...shippingLines.map((line) => line.subtotal));
  if (order.taxesIncluded) return goods;
  return plus(goods, ...lines.map((line) => line.totalTax), ...shippingLines.map((line) => line.tax));
}

function checkLines(order: Order, lines: RefundRequest["lines"]): Refused | null {
  for (const [index, wanted] of lines.entries()) {
    const line = order.lines.find((it) => it.id === wanted.lineId);
    if (!line)
      return refuse(`${order.name} has no line ${wanted.lineId}`, "refundLineItems", String(index), "lineItemId");
    const asked = lines.filter((it) => it.lineId === wanted.lineId).reduce((sum, it) => sum + it.quantity, 0);
    if (!Number.isInteger(wanted.quantity) || wanted.quantity < 1 || asked > line.currentQuantity) {
      return refuse(
        `Cannot refund ${asked} of ${line.title}: ${line.currentQuantity} left`,
        "refundLineItems",
        String(index),
        "quantity",
      );
    }
  }
  return null;
}

/** The units' share is what they were worth before less what is worth after: so pieces add up to the whole. */
function refundLine(world: World, order: Order, wanted: RefundRequest["lines"][number]): RefundLine {
  const line = order.lines.find((it) => it.id === wanted.lineId);
  if (!line) throw new Error(`${order.name} has no line ${wanted.lineId}`);
  const left = line.currentQuantity - wanted.quantity;
  const part = (whole: Amount): Amount =>
    minus(shareOf(whole, line.currentQuantity, line.quantity), shareOf(whole, left, line.quantity));
  return {
    id: world.ids.next("RefundLineItem"),
    lineId: line.id,
    quantity: wanted.quantity,
    restockType: wanted.restockType,
    subtotal: part(lineNet(line)),
    totalTax: part(taxOf(line)),
  };
}

function takeUnits(order: Order, refunded: RefundLine): void {
  const line = order.lines.find((it) => it.id === refunded.lineId);
  if (line) line.currentQuantity -= refunded.quantity;
}

function shippingRefunds(
  world: World,
  order: Order,
  wanted: RefundRequest["shipping"],
): RefundShippingLine[] | Refused {
  if (wanted.kind === "none") return [];
  const open = order.shippingLines
    .map((line) => ({ line, left: shippingLeft(order, line) }))
    .filter(({ left }) => left.presentment > 0n);
  if (wanted.kind === "full") return open.map(({ line, left }) => refundShipping(world, line, left));
  const first = open.find(({ left }) => left.presentment >= wanted.presentmentMinor);
  if (!first || wanted.presentmentMinor <= 0n)
    return refuse("Cannot refund more shipping than is left of it", "shipping");
  return [refundShipping(world, first.line, fromPresentment(order, wanted.presentmentMinor))];
}

function shippingLeft(order: Order, line: ShippingLine): Amount {
  const gone = order.refunds.flatMap((refund) => refund.shippingLines).filter((it) => it.shippingLineId === line.id);
  return minus(minus(line.price, allocated(line)), plus(...gone.map((it) => it.subtotal)));
}

const shareOfTax = (amount: bigint, of: bigint, tax: bigint): bigint => (of === 0n ? 0n : (tax * amount) / of);

function refundShipping(world: World, line: ShippingLine, subtotal: Amount): RefundShippingLine {
  const net = minus(line.price, allocated(line));
  const tax = taxOf(line);
  return {
    id: world.ids.next("RefundShippingLine"),
    shippingLineId: line.id,
    subtotal,
    tax: {
      shop: shareOfTax(subtotal.shop, net.shop, tax.shop),
      presentment: shareOfTax(subtotal.presentment, net.presentment, tax.presentment),
    },
  };
}

function shippingAdjustment(world: World, line: RefundShippingLine): OrderAdjustment {
  return {
    id: world.ids.next("OrderAdjustment"),
    kind: "shipping_refund",
    reason: "Shipping refund",
    amount: minus(ZERO, line.subtotal),
    taxAmount: minus(ZERO, line.tax),
  };
}

/** Unpaid orders give nothing back, and that is no discrepancy. */
function discrepancy(world: World, order: Order, owed: Amount, paidBack: bigint): OrderAdjustment[] {
  if (paidBack === owed.presentment || (paidBack === 0n && paidMinor(order) === 0n)) return [];
  const amount = fromPresentment(order, owed.presentment - paidBack);
  return [
    {
      id: world.ids.next("OrderAdjustment"),
      kind: "refund_discrepancy",
      reason: "Refund discrepancy",
      amount,
      taxAmount: ZERO,
    },
  ];
}

function pendingAdjustment(world: World, amount: Amount, sign: 1n | -1n): OrderAdjustment {
  return {
    id: world.ids.next("OrderAdjustment"),
    kind: "refund_discrepancy",
    reason: "Pending refund discrepancy",
    amount: { shop: sign * amount.shop, presentment: sign * amount.presentment },
    taxAmount: ZERO,
  };
}

function refundTransaction(world: World, order: Order, minor: bigint, pending: boolean): Transaction {
  const parent = order.transactions.find((it) => it.kind === "sale" || it.kind === "capture");
  return newTransaction(world, order, {
    kind: "refund",
    minor,
    status: pending ? "pending" : "success",
    parentId: parent?.id ?? null,
  });
}

function setRefundStatus(order: Order): void {
  const refunded = refundedMinor(order);
  if (refunded === 0n) return;
  order.financialStatus = refunded >= paidMinor(order) ? "refunded" : "partially_refunded";
}

function announce(world: World, shop: Shop, order: Order, refund: Refund): void {
  order.updatedAt = world.now();
  world.emit(shop, { topic: "refunds/create", order, refund });
  for (const transaction of refund.transactions)
    world.emit(shop, { topic: "order_transactions/create", order, transaction });
  world.emit(shop, { topic: "orders/updated", order });
}
