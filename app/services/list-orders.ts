import type { Clock } from "./ports/clock.ts";
import type { Database } from "./ports/database.ts";
import type { OrderFilter, OrderRow } from "./ports/order-views.ts";
import type { Page } from "./ports/page.ts";

const pageSize = 25;

/** A shop's orders with what each pays and why, the newest first. */
export const listOrders = (
  { database, clock }: { database: Pick<Database, "orders">; clock: Clock },
  input: { shopId: number; filter: OrderFilter; after: string | null },
): Promise<Page<OrderRow>> => {
  const page = { after: input.after, limit: pageSize };
  return database.orders.list(input.shopId, input.filter, page, clock.now());
};
