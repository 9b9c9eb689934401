import type { Database } from "./ports/database.ts";
import type { OrderFilter, OrderRow } from "./ports/order-views.ts";
import type { Page } from "./ports/page.ts";

const pageSize = 25;

/** A shop's orders with what each pays and why, the newest first. */
export const listOrders = (
  { database }: { database: Pick<Database, "orders"> },
  input: { shopId: number; filter: OrderFilter; after: string | null },
): Promise<Page<OrderRow>> => database.orders.list(input.shopId, input.filter, { after: input.after, limit: pageSize });
