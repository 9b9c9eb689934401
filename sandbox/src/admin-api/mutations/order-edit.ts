import { gid, idOf } from "../../state/ids.ts";
import { parseDecimal, ZERO, type Amount } from "../../state/money.ts";
import type { Order } from "../../state/order.ts";
import type { EditPlan } from "../../state/order-actions.ts";
import type { Shop } from "../../state/shop.ts";
import { connection, inOrder, type PageArgs } from "../connection.ts";
import type { Context, View } from "../context.ts";
import { moneyBag } from "../views/money.ts";
import { orderView } from "../views/order.ts";
import { allVariants } from "../views/product.ts";
import { findOrder } from "./order.ts";
import { fromDesk, payload, wrong, type UserError } from "./payload.ts";

interface Session {
  id: number;
  order: Order;
  plan: EditPlan;
}

/** Edits begun and not committed; they live as long as the shop. */
const sessions = new WeakMap<Shop, Map<number, Session>>();

const sessionsOf = (shop: Shop): Map<number, Session> => {
  const known = sessions.get(shop) ?? new Map<number, Session>();
  sessions.set(shop, known);
  return known;
};

function findSession({ shop }: Context, id: string): Session | null {
  const number = idOf(id, "CalculatedOrder", "OrderEditSession");
  return (number !== null && sessionsOf(shop).get(number)) || null;
}

const calculatedLine = (order: Order, id: string, title: string, quantity: number, price: Amount): View => ({
  __typename: "CalculatedLineItem",
  id,
  title,
  quantity,
  editableQuantity: quantity,
  originalUnitPriceSet: moneyBag(price, order),
  customAttributes: [],
});

function addedLines(shop: Shop, { order, plan }: Session): View[] {
  const variants = plan.addVariants.map((added, index) => {
    const found = allVariants(shop).find(({ variant }) => variant.id === added.variantId);
    const price = { shop: found?.variant.priceMinor ?? 0n, presentment: 0n };
    return calculatedLine(
      order,
      gid("CalculatedLineItem", `v${index}`),
      found?.product.title ?? "",
      added.quantity,
      price,
    );
  });
  const custom = plan.addCustom.map((line, index) =>
    calculatedLine(order, gid("CalculatedLineItem", `c${index}`), line.title, line.quantity, {
      ...ZERO,
      shop: line.priceMinor,
    }),
  );
  return [...variants, ...custom];
}

function calculatedOrder(shop: Shop, session: Session): View {
  const { order, plan } = session;
  const kept = order.lines.map((line) => {
    const changed = plan.quantities.find((q) => q.lineId === line.id);
    const quantity = changed?.quantity ?? line.currentQuantity;
    return calculatedLine(order, gid("CalculatedLineItem", line.id), line.title, quantity, line.price);
  });
  return {
    __typename: "CalculatedOrder",
    id: gid("CalculatedOrder", session.id),
    originalOrder: () => orderView(order),
    lineItems: (args: PageArgs) =>
      connection("CalculatedLineItem", [...kept, ...addedLines(shop, session)], args, inOrder, (view) => view),
    addedLineItems: (args: PageArgs) =>
      connection("CalculatedLineItem", addedLines(shop, session), args, inOrder, (view) => view),
    subtotalLineItemsQuantity: () =>
      [...kept, ...addedLines(shop, session)].reduce((n, l) => n + Number(l["quantity"]), 0),
  };
}

const editPayload = (
  type: string,
  shop: Shop,
  session: Session | null,
  errors: readonly UserError[] = [],
  line: View | null = null,
): View =>
  payload(
    type,
    {
      calculatedOrder: session ? calculatedOrder(shop, session) : null,
      orderEditSession: session ? { __typename: "OrderEditSession", id: gid("OrderEditSession", session.id) } : null,
      calculatedLineItem: line,
    },
    "UserError",
    errors,
  );

const unknown = [wrong(["id"], "The calculated order does not exist")];

export function orderEditBegin(args: { id: string }, context: Context): View {
  const order = findOrder(context, args.id);
  if (!order) return editPayload("OrderEditBeginPayload", context.shop, null, [wrong(["id"], "Order does not exist")]);
  const session: Session = {
    id: context.world.ids.next("CalculatedOrder"),
    order,
    plan: { quantities: [], addVariants: [], addCustom: [], staffNote: null, notifyCustomer: false },
  };
  sessionsOf(context.shop).set(session.id, session);
  return editPayload("OrderEditBeginPayload", context.shop, session);
}

export function orderEditSetQuantity(
  args: { id: string; lineItemId: string; quantity: number; restock?: boolean | null },
  context: Context,
): View {
  const type = "OrderEditSetQuantityPayload";
  const session = findSession(context, args.id);
  if (!session) return editPayload(type, context.shop, null, unknown);
  const lineId = idOf(args.lineItemId, "CalculatedLineItem", "LineItem");
  const line = session.order.lines.find((l) => l.id === lineId);
  if (!line) return editPayload(type, context.shop, session, [wrong(["lineItemId"], "Line item does not exist")]);
  if (args.quantity < 0)
    return editPayload(type, context.shop, session, [wrong(["quantity"], "Quantity can't be negative")]);
  const others = session.plan.quantities.filter((q) => q.lineId !== line.id);
  session.plan.quantities = [...others, { lineId: line.id, quantity: args.quantity, restock: args.restock ?? false }];
  const view = calculatedLine(session.order, gid("CalculatedLineItem", line.id), line.title, args.quantity, line.price);
  return editPayload(type, context.shop, session, [], view);
}

export function orderEditAddVariant(args: { id: string; variantId: string; quantity: number }, context: Context): View {
  const type = "OrderEditAddVariantPayload";
  const session = findSession(context, args.id);
  if (!session) return editPayload(type, context.shop, null, unknown);
  const variantId = idOf(args.variantId, "ProductVariant");
  if (variantId === null || !allVariants(context.shop).some(({ variant }) => variant.id === variantId))
    return editPayload(type, context.shop, session, [wrong(["variantId"], "Variant does not exist")]);
  session.plan.addVariants.push({ variantId, quantity: args.quantity });
  return editPayload(type, context.shop, session, [], addedLines(context.shop, session).at(-1) ?? null);
}

export function orderEditAddCustomItem(
  args: {
    id: string;
    title: string;
    quantity: number;
    price: { amount: string; currencyCode: string };
    taxable?: boolean | null;
  },
  context: Context,
): View {
  const type = "OrderEditAddCustomItemPayload";
  const session = findSession(context, args.id);
  if (!session) return editPayload(type, context.shop, null, unknown);
  const { currency } = context.shop;
  if (args.price.currencyCode !== currency)
    return editPayload(type, context.shop, session, [wrong(["price"], `The price must be in ${currency}`)]);
  const priceMinor = parseDecimal(args.price.amount, currency);
  session.plan.addCustom.push({
    title: args.title,
    quantity: args.quantity,
    priceMinor,
    taxable: args.taxable ?? true,
  });
  return editPayload(type, context.shop, session, [], addedLines(context.shop, session).at(-1) ?? null);
}

const refuseCommit = (errors: readonly UserError[]): View =>
  payload("OrderEditCommitPayload", { order: null, successMessages: null }, "UserError", errors);

export function orderEditCommit(
  args: { id: string; notifyCustomer?: boolean | null; staffNote?: string | null },
  context: Context,
): View {
  const session = findSession(context, args.id);
  if (!session) return refuseCommit(unknown);
  const plan = { ...session.plan, staffNote: args.staffNote ?? null, notifyCustomer: args.notifyCustomer ?? false };
  const outcome = context.desk.commitEdit(context.world, context.shop, session.order, plan);
  if (outcome.kind === "refused") return refuseCommit([fromDesk(outcome)]);
  sessionsOf(context.shop).delete(session.id);
  const values = { order: orderView(session.order), successMessages: ["Order updated"] };
  return payload("OrderEditCommitPayload", values, "UserError");
}
