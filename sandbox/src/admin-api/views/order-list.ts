import type { Order } from "../../state/order.ts";
import { totalsOf } from "../../state/totals.ts";
import { connection, type SortKey } from "../connection.ts";
import type { Context, View } from "../context.ts";
import { byInstant, byNumber, byText, search, type Test } from "../search-query.ts";
import { findNodesOf } from "./node.ts";
import { orderView } from "./order.ts";
import type { ListArgs } from "./product.ts";

const tests: Record<string, Test<Order>> = {
  id: byNumber((o) => o.id),
  name: (order, term) => order.name.replace("#", "") === term.value.replace("#", ""),
  updated_at: byInstant((o) => o.updatedAt),
  created_at: byInstant((o) => o.createdAt),
  processed_at: byInstant((o) => o.processedAt),
  customer_id: byNumber((o) => o.customerId ?? 0),
  email: byText((o) => o.email),
  discount_code: byText((o) => o.codes.map((c) => c.code)),
  financial_status: byText((o) => o.financialStatus),
  fulfillment_status: byText((o) => o.fulfillmentStatus ?? "unfulfilled"),
  source_name: byText((o) => o.sourceName),
  tag: byText((o) => o.tags),
  test: (order, term) => String(order.test) === term.value,
  status: (order, term) => {
    if (term.value === "any") return true;
    if (term.value === "cancelled") return order.cancelledAt !== null;
    return term.value === "closed" ? order.closedAt !== null : order.closedAt === null && order.cancelledAt === null;
  },
};

const keys: Record<string, (order: Order) => SortKey> = {
  ID: (o) => [o.id, o.id],
  RELEVANCE: (o) => [o.id, o.id],
  ORDER_NUMBER: (o) => [o.number, o.id],
  CREATED_AT: (o) => [seconds(o.createdAt), o.id],
  PROCESSED_AT: (o) => [seconds(o.processedAt), o.id],
  UPDATED_AT: (o) => [seconds(o.updatedAt), o.id],
  TOTAL_PRICE: (o) => [Number(totalsOf(o, false).total.shop), o.id],
};
const byProcessed = (o: Order): SortKey => [seconds(o.processedAt), o.id];

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/** Without `read_all_orders` an app sees the orders of the last 60 days alone. */
const RECENT_MS = 60 * 86_400_000;

export function visibleOrders({ world, granted }: Context, orders: readonly Order[]): Order[] {
  if (granted.has("read_all_orders")) return [...orders];
  const since = world.now().getTime() - RECENT_MS;
  return orders.filter((order) => order.createdAt.getTime() >= since);
}

export const findOrders = (context: Context, orders: readonly Order[], query: string | null | undefined): Order[] =>
  search("orders", visibleOrders(context, orders), query, tests);

export function ordersPage(context: Context, orders: readonly Order[], args: ListArgs): View {
  const found = findOrders(context, orders, args.query);
  return connection("Order", found, args, keys[args.sortKey ?? "PROCESSED_AT"] ?? byProcessed, orderView);
}

findNodesOf("Order", (context, id) => {
  const order = context.shop.orders.get(id);
  return order && visibleOrders(context, [order]).length > 0 ? orderView(order) : null;
});
