import type { Order, Refund, Return } from "../state/order.ts";
import type { EditPlan, Outcome } from "../state/order-actions.ts";
import type { Shop } from "../state/shop.ts";
import type { World } from "../state/world.ts";
import { refuse } from "./cart-items.ts";
import { touchOrder } from "./change-order.ts";
import { commitEdit } from "./edit-order.ts";
import { refundOrder } from "./refund-order.ts";

export type ReturnLine = Omit<Return["lines"][number], "id">;

/** A customer asks to send units back; nothing moves yet. */
export function requestReturn(world: World, shop: Shop, order: Order, lines: readonly ReturnLine[]): Outcome<Return> {
  const wrong = lines.find((wanted) => {
    const line = order.lines.find((it) => it.id === wanted.lineId);
    return !line || wanted.quantity < 1 || wanted.quantity > line.currentQuantity;
  });
  if (wrong || lines.length === 0) return refuse(`${order.name} has not that many units to return`, "returnLineItems");
  const made: Return = {
    id: world.ids.next("Return"),
    name: `${order.name}-R${order.returns.length + 1}`,
    status: "requested",
    lines: lines.map((line) => ({ id: world.ids.next("ReturnLineItem"), ...line })),
    createdAt: world.now(),
  };
  order.returns.push(made);
  world.emit(shop, { topic: "returns/request", order, return: made });
  touchOrder(world, shop, order);
  return { kind: "done", value: made };
}

export function approveReturn(world: World, shop: Shop, order: Order, it: Return): Outcome<Return> {
  if (it.status !== "requested") return refuse(`${it.name} is ${it.status}`, "status");
  it.status = "open";
  world.emit(shop, { topic: "returns/approve", order, return: it });
  touchOrder(world, shop, order);
  return { kind: "done", value: it };
}

/** The goods are back: the units are refunded with restock, what is taken in exchange joins the order, the return closes. */
export function closeReturn(
  world: World,
  shop: Shop,
  order: Order,
  it: Return,
  exchange: EditPlan["addVariants"] = [],
): Outcome<Refund> {
  if (it.status !== "open") return refuse(`${it.name} is ${it.status}: approve it first`, "status");
  if (exchange.length > 0) {
    const edit = commitEdit(world, shop, order, {
      quantities: [],
      addVariants: exchange,
      addCustom: [],
      staffNote: it.name,
      notifyCustomer: false,
    });
    if (edit.kind === "refused") return edit;
  }
  const lines = it.lines.map((line) => ({
    lineId: line.lineId,
    quantity: line.quantity,
    restockType: "return" as const,
  }));
  const refund = refundOrder(world, shop, order, {
    lines,
    shipping: { kind: "none" },
    note: it.name,
    ...(exchange.length > 0 ? { transactions: [] } : {}),
  });
  if (refund.kind === "refused") return refund;
  it.status = "closed";
  world.emit(shop, { topic: "returns/close", order, return: it });
  return refund;
}
