import { given } from "../given.ts";
import type { GraphQLResolveInfo } from "graphql";
import { idOf } from "../../state/ids.ts";
import { parseDecimal } from "../../state/money.ts";
import type { Order } from "../../state/order.ts";
import type { RefundRequest } from "../../state/order-actions.ts";
import type { Context, View } from "../context.ts";
import { notImplemented } from "../errors.ts";
import { once } from "../idempotency.ts";
import { orderView } from "../views/order.ts";
import { refundView } from "../views/refund.ts";
import { findOrder } from "./order.ts";
import { fromDesk, payload, wrong, type UserError } from "./payload.ts";

const RESTOCK = { CANCEL: "cancel", RETURN: "return", NO_RESTOCK: "no_restock", LEGACY_RESTOCK: "no_restock" } as const;

interface RefundInput {
  orderId: string;
  note?: string | null;
  refundLineItems?: { lineItemId: string; quantity: number; restockType?: keyof typeof RESTOCK | null }[] | null;
  shipping?: { amount?: string | null; fullRefund?: boolean | null } | null;
  transactions?: { amount: string; kind: string }[] | null;
  refundDuties?: unknown[] | null;
  refundMethods?: unknown[] | null;
  allowOverRefunding?: boolean | null;
}

function requestOf(order: Order, input: RefundInput): RefundRequest {
  const currency = order.presentmentCurrency;
  const { shipping } = input;
  return {
    lines: (input.refundLineItems ?? []).map((line) => ({
      lineId: idOf(line.lineItemId, "LineItem") ?? 0,
      quantity: line.quantity,
      restockType: RESTOCK[line.restockType ?? "NO_RESTOCK"],
    })),
    shipping: shipping?.fullRefund
      ? { kind: "full" }
      : given(shipping?.amount)
        ? { kind: "amount", presentmentMinor: parseDecimal(shipping.amount, currency) }
        : { kind: "none" },
    // Without transactions Shopify records the refund and moves no money.
    transactions: (input.transactions ?? []).map((t) => ({ minor: parseDecimal(t.amount, currency), currency })),
    note: input.note ?? null,
  };
}

const refuse = (error: UserError): View =>
  payload("RefundCreatePayload", { order: null, refund: null }, "UserError", [error]);

export function refundCreate({ input }: { input: RefundInput }, context: Context, info: GraphQLResolveInfo): View {
  if (input.refundDuties?.length || input.refundMethods?.length || input.allowOverRefunding)
    throw notImplemented("refundCreate's refundDuties, refundMethods and allowOverRefunding");
  return once(context.shop, info, input, () => {
    const order = findOrder(context, input.orderId);
    if (!order) return refuse(wrong(["orderId"], "Order does not exist"));
    const other = input.transactions?.find((t) => t.kind !== "REFUND");
    if (other) return refuse(wrong(["transactions"], `A refund's transactions are of kind REFUND, not ${other.kind}`));
    const outcome = context.desk.refundOrder(context.world, context.shop, order, requestOf(order, input));
    if (outcome.kind === "refused") return refuse(fromDesk(outcome));
    const values = { order: orderView(order), refund: refundView(order, outcome.value) };
    return payload("RefundCreatePayload", values, "UserError");
  });
}
