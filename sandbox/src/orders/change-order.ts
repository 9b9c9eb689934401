/** Payments, cancellation, and other changes of a whole order. */
import type { Order } from "../state/order.ts";
import type { OrderActions, Outcome } from "../state/order-actions.ts";
import type { Shop } from "../state/shop.ts";
import { totalsOf } from "../state/totals.ts";
import type { World } from "../state/world.ts";
import { refuse } from "./cart-items.ts";
import { refundOrder, type RefundWithDuties } from "./refund-order.ts";
import { newTransaction, paidMinor, refundedMinor } from "./transactions.ts";

/** Something was changed from outside (tags, note). */
export function touchOrder(world: World, shop: Shop, order: Order): void {
  order.updatedAt = world.now();
  world.emit(shop, { topic: "orders/updated", order });
}

/** What the customer still has to pay, in presentment minor units; negative when money is due back. */
export function outstandingMinor(order: Order): bigint {
  return totalsOf(order, true).total.presentment - (paidMinor(order) - refundedMinor(order));
}

/** Takes the payment that is missing: a capture of an authorization, else a sale. */
export function markPaid(world: World, shop: Shop, order: Order): Outcome<Order> {
  if (order.cancelledAt) return refuse(`${order.name} is cancelled`, "order");
  const missing = outstandingMinor(order);
  if (missing <= 0n && order.financialStatus !== "pending") return refuse(`${order.name} is paid already`, "order");
  const authorization = order.transactions.find((it) => it.kind === "authorization" && it.status === "success");
  const kind = authorization ? "capture" : "sale";
  const transaction = newTransaction(world, order, { kind, minor: missing, parentId: authorization?.id ?? null });
  order.transactions.push(transaction);
  order.financialStatus = "paid";
  order.updatedAt = world.now();
  world.emit(shop, { topic: "order_transactions/create", order, transaction });
  world.emit(shop, { topic: "orders/paid", order });
  world.emit(shop, { topic: "orders/updated", order });
  return { kind: "done", value: order };
}

/** Gives up an authorization (or an unpaid order): nothing will be taken. */
export function voidOrder(world: World, shop: Shop, order: Order): Outcome<Order> {
  if (paidMinor(order) > 0n) return refuse(`${order.name} is paid: refund it instead`, "order");
  const transaction = giveUpPayment(world, order);
  order.updatedAt = world.now();
  if (transaction) world.emit(shop, { topic: "order_transactions/create", order, transaction });
  world.emit(shop, { topic: "orders/updated", order });
  return { kind: "done", value: order };
}

/** Cancels; with `refund` all that is left is paid back, else a payment stays with the shop and an authorization is given up. */
export const cancelOrder: OrderActions["cancelOrder"] = (world, shop, order, request) => {
  if (order.cancelledAt) return refuse(`${order.name} is cancelled already`, "orderId");
  order.cancelledAt = world.now();
  order.cancelReason = request.reason;
  order.closedAt = world.now();
  if (request.refund || request.restock) {
    const outcome = refundOrder(world, shop, order, remainder(order, request));
    // Nothing left to refund is fine; a cancellation does not fail for it.
    if (outcome.kind === "refused") order.updatedAt = world.now();
  }
  const transaction = paidMinor(order) === 0n ? giveUpPayment(world, order) : null;
  order.updatedAt = world.now();
  if (transaction) world.emit(shop, { topic: "order_transactions/create", order, transaction });
  world.emit(shop, { topic: "orders/cancelled", order });
  world.emit(shop, { topic: "orders/updated", order });
  return { kind: "done", value: order };
};

function remainder(
  order: Order,
  request: { refund: boolean; restock: boolean; staffNote: string | null },
): RefundWithDuties {
  const restockType = request.restock ? "cancel" : "no_restock";
  const lines = order.lines.filter((line) => line.currentQuantity > 0);
  const duties = order.lines.flatMap((line) => line.duties ?? []);
  const left = { currency: order.presentmentCurrency, minor: paidMinor(order) - refundedMinor(order) };
  return {
    lines: lines.map((line) => ({ lineId: line.id, quantity: line.currentQuantity, restockType })),
    shipping: { kind: request.refund ? "full" : "none" },
    transactions: request.refund ? [left] : [],
    duties: request.refund ? duties.map((it) => ({ dutyId: it.id, type: "full" })) : [],
    note: request.staffNote,
  };
}

function giveUpPayment(world: World, order: Order) {
  const authorization = order.transactions.find((it) => it.kind === "authorization" && it.status === "success");
  order.financialStatus = "voided";
  if (!authorization) return null;
  const transaction = newTransaction(world, order, {
    kind: "void",
    minor: authorization.money.minor,
    parentId: authorization.id,
  });
  order.transactions.push(transaction);
  return transaction;
}
