import { given } from "../given.ts";
import { idOf } from "../../state/ids.ts";
import type { Order } from "../../state/order.ts";
import type { Context, View } from "../context.ts";
import { notImplemented } from "../errors.ts";
import { startJob } from "../jobs.ts";
import { nodeView } from "../views/node.ts";
import { orderView } from "../views/order.ts";
import { demandScope, payload, wrong } from "./payload.ts";

export function findOrder({ shop }: Context, id: string): Order | null {
  const number = idOf(id, "Order");
  return (number !== null && shop.orders.get(number)) || null;
}

interface OrderInput {
  id: string;
  note?: string | null;
  tags?: string[] | null;
  email?: string | null;
  phone?: string | null;
  customAttributes?: { key: string; value: string }[] | null;
  [other: string]: unknown;
}

const CHANGEABLE = new Set(["id", "note", "tags", "email", "phone", "customAttributes"]);

export function orderUpdate({ input }: { input: OrderInput }, context: Context): View {
  const other = Object.keys(input).find((key) => !CHANGEABLE.has(key));
  if (other) throw notImplemented(`orderUpdate's input.${other}`);
  const order = findOrder(context, input.id);
  if (!order)
    return payload("OrderUpdatePayload", { order: null }, "UserError", [wrong(["id"], "Order does not exist")]);
  if (input.note !== undefined) order.note = input.note;
  if (given(input.tags)) order.tags = distinctTags(input.tags);
  if (input.email !== undefined) order.email = input.email;
  if (input.phone !== undefined) order.phone = input.phone;
  if (given(input.customAttributes))
    order.noteAttributes = input.customAttributes.map(({ key, value }) => ({ name: key, value }));
  context.desk.touchOrder(context.world, context.shop, order);
  return payload("OrderUpdatePayload", { order: orderView(order) }, "UserError");
}

const REASONS = {
  CUSTOMER: "customer",
  DECLINED: "declined",
  FRAUD: "fraud",
  INVENTORY: "inventory",
  OTHER: "other",
  STAFF: "staff",
} as const;

interface CancelArgs {
  orderId: string;
  reason: keyof typeof REASONS;
  refund?: boolean | null;
  refundMethod?: { originalPaymentMethodsRefund?: boolean | null; storeCreditRefund?: unknown } | null;
  restock: boolean;
  staffNote?: string | null;
}

const refuseCancel = (field: string[], message: string, code: string): View =>
  payload(
    "OrderCancelPayload",
    { job: null, userErrors: [{ __typename: "UserError", field, message }] },
    "OrderCancelUserError",
    [wrong(field, message, code)],
    "orderCancelUserErrors",
  );

export function orderCancel(args: CancelArgs, context: Context): View {
  if (args.refundMethod?.storeCreditRefund) throw notImplemented("orderCancel's refund to store credit");
  const order = findOrder(context, args.orderId);
  if (!order) return refuseCancel(["orderId"], "Order does not exist", "NOT_FOUND");
  const outcome = context.desk.cancelOrder(context.world, context.shop, order, {
    reason: REASONS[args.reason],
    refund: args.refundMethod?.originalPaymentMethodsRefund ?? args.refund ?? false,
    restock: args.restock,
    staffNote: args.staffNote ?? null,
  });
  if (outcome.kind === "refused") return refuseCancel(outcome.field, outcome.message, "INVALID");
  const job = startJob(context.world, () => undefined);
  return payload("OrderCancelPayload", { job, userErrors: [] }, "OrderCancelUserError", [], "orderCancelUserErrors");
}

const distinctTags = (tags: readonly string[]): string[] =>
  [
    ...new Map(tags.flatMap((tag) => tag.split(",")).map((tag) => [tag.trim().toLowerCase(), tag.trim()])).values(),
  ].filter((tag) => tag !== "");

function changeTags(field: "tagsAdd" | "tagsRemove", args: { id: string; tags: string[] }, context: Context): View {
  const type = field === "tagsAdd" ? "TagsAddPayload" : "TagsRemovePayload";
  const order = findOrder(context, args.id);
  const product = context.shop.products.get(idOf(args.id, "Product") ?? 0);
  const customer = context.shop.customers.get(idOf(args.id, "Customer") ?? 0);
  const resource = order ?? product ?? customer;
  if (!resource) return payload(type, { node: null }, "UserError", [wrong(["id"], "Resource does not exist")]);
  demandScope(context, field, order ? "write_orders" : product ? "write_products" : "write_customers");
  const asked = new Set(args.tags.map((tag) => tag.trim().toLowerCase()));
  const before = resource.tags.join("\n");
  resource.tags =
    field === "tagsAdd"
      ? distinctTags([...args.tags, ...resource.tags])
      : resource.tags.filter((tag) => !asked.has(tag.toLowerCase()));
  if (order && order.tags.join("\n") !== before) context.desk.touchOrder(context.world, context.shop, order);
  return payload(type, { node: nodeView(context, args.id) }, "UserError");
}

export const tagsAdd = (args: { id: string; tags: string[] }, context: Context): View =>
  changeTags("tagsAdd", args, context);
export const tagsRemove = (args: { id: string; tags: string[] }, context: Context): View =>
  changeTags("tagsRemove", args, context);
