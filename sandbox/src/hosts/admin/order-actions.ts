import { formOf, type SandboxRequest } from "../../http/router.ts";
import * as desk from "../../orders/index.ts";
import { parseDecimal } from "../../state/money.ts";
import type { Dispute, Order } from "../../state/order.ts";
import type { Outcome, RefundRequest } from "../../state/order-actions.ts";
import type { Shop } from "../../state/shop.ts";
import type { World } from "../../state/world.ts";

type Act = (world: World, shop: Shop, order: Order, form: URLSearchParams) => Outcome<unknown>;

const STATUSES: readonly Dispute["status"][] = ["under_review", "won", "lost", "accepted", "prevented"];

function refundItems(world: World, shop: Shop, order: Order, form: URLSearchParams): Outcome<unknown> {
  const restockType: RefundRequest["lines"][number]["restockType"] = form.has("restock") ? "return" : "no_restock";
  const lines = quantities(order, form)
    .filter((it) => it.quantity > 0)
    .map((it) => ({ ...it, restockType }));
  return desk.refundOrder(world, shop, order, {
    lines,
    shipping: { kind: form.has("shipping") ? "full" : "none" },
    pending: form.has("pending"),
  });
}

function refundAmount(world: World, shop: Shop, order: Order, form: URLSearchParams): Outcome<unknown> {
  const text = (form.get("amount") ?? "").replace(",", ".");
  if (!/^\d{1,9}(\.\d{1,3})?$/.test(text))
    return { kind: "refused", field: ["amount"], message: "Enter the amount like 12.34" };
  const money = { minor: parseDecimal(text, order.presentmentCurrency), currency: order.presentmentCurrency };
  return desk.refundOrder(world, shop, order, {
    lines: [],
    shipping: { kind: "none" },
    transactions: [money],
    pending: form.has("pending"),
  });
}

function settle(world: World, shop: Shop, order: Order): Outcome<unknown> {
  const refund = order.refunds.find((it) => it.transactions.some((transaction) => transaction.status === "pending"));
  if (!refund) return { kind: "refused", field: ["refund"], message: "No refund is pending" };
  return desk.settleRefund(world, shop, order, refund);
}

const cancel: Act = (world, shop, order, form) =>
  desk.cancelOrder(world, shop, order, {
    reason: "customer",
    refund: form.has("refund"),
    restock: form.has("restock"),
    staffNote: null,
  });

const edit: Act = (world, shop, order, form) =>
  desk.commitEdit(world, shop, order, {
    quantities: quantities(order, form).map((it) => ({ ...it, restock: form.has("restock") })),
    addVariants: [],
    addCustom: [],
    staffNote: null,
    notifyCustomer: false,
  });

function disputeStatus(world: World, shop: Shop, _order: Order, form: URLSearchParams): Outcome<unknown> {
  const dispute = shop.disputes.get(Number(form.get("dispute")));
  const status = STATUSES.find((it) => it === form.get("status"));
  if (!dispute || !status)
    return { kind: "refused", field: ["dispute"], message: "There is no such dispute or status" };
  return desk.updateDispute(world, shop, dispute, status);
}

const quantities = (order: Order, form: URLSearchParams): { lineId: number; quantity: number }[] =>
  order.lines.flatMap((line) => {
    const given = form.get(`line-${line.id}`);
    return given === null || given === "" ? [] : [{ lineId: line.id, quantity: Number(given) }];
  });

/** The buttons of an order's page, by the last part of the address they post to, with what is said after. */
const ACTS: Readonly<Record<string, { act: Act; said: string }>> = {
  refund: { act: refundItems, said: "Refunded" },
  "refund-amount": { act: refundAmount, said: "Refunded" },
  settle: { act: settle, said: "The refund is settled" },
  "mark-paid": { act: desk.markPaid, said: "Marked as paid" },
  void: { act: desk.voidOrder, said: "Voided" },
  cancel: { act: cancel, said: "Cancelled" },
  edit: { act: edit, said: "Edited" },
  dispute: {
    act: (world, shop, order, form) =>
      desk.openDispute(world, shop, order, { type: form.get("type") === "inquiry" ? "inquiry" : "chargeback" }),
    said: "A dispute is open",
  },
  "dispute-status": { act: disputeStatus, said: "The dispute is updated" },
};

/** @returns what to tell the merchant; null when there is no such action */
export function actOnOrder(world: World, shop: Shop, order: Order, request: SandboxRequest): string | null {
  const found = ACTS[request.params["action"] ?? ""];
  if (!found) return null;
  const outcome = found.act(world, shop, order, formOf(request));
  return outcome.kind === "refused" ? outcome.message : found.said;
}
