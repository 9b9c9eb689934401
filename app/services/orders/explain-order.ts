import { labelOrders } from "./label-orders.ts";
import type { Database } from "../ports/database.ts";
import type { OrderLabel, OrderLabels } from "../ports/order-labels.ts";
import type { OrderExplained } from "../ports/order-views.ts";

type Deps = { database: Pick<Database, "orders">; orderLabels: OrderLabels };

/** Why an order pays what it pays, in full, and how the merchant calls it; null when the shop has no such order. */
export async function explainOrder(
  deps: Deps,
  { shop, orderId }: { shop: { id: number; domain: string }; orderId: string },
): Promise<{ order: OrderExplained; label: OrderLabel | null } | null> {
  const order = await deps.database.orders.explain(shop.id, orderId);
  if (order === null) return null;
  const labels = await labelOrders(deps, shop, [order.orderId], { lines: true });
  return { order, label: labels.get(order.orderId) ?? null };
}
