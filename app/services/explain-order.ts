import type { Database } from "./ports/database.ts";
import type { OrderExplained } from "./ports/order-views.ts";

/** Why an order pays what it pays, in full; null when the shop has no such order. */
export const explainOrder = (
  { database }: { database: Pick<Database, "orders"> },
  input: { shopId: number; orderId: string },
): Promise<OrderExplained | null> => database.orders.explain(input.shopId, input.orderId);
