import { labelOrders } from "./label-orders.ts";
import type { Clock } from "../ports/clock.ts";
import type { Database } from "../ports/database.ts";
import type { LabelsByOrder, OrderLabels } from "../ports/order-labels.ts";
import type { ListedOrder, OrderFilter } from "../ports/order-views.ts";
import type { Page } from "../ports/page.ts";

type Deps = { database: Pick<Database, "orders">; orderLabels: OrderLabels; clock: Clock };

export type OrderList = Page<ListedOrder> & { labels: LabelsByOrder };

const pageSize = 25;

/** A shop's orders with what each pays and why, the newest first. */
export async function listOrders(
  deps: Deps,
  { shop, filter, after }: { shop: { id: number; domain: string }; filter: OrderFilter; after: string | null },
): Promise<OrderList> {
  const page = await deps.database.orders.list(shop.id, filter, { after, limit: pageSize }, deps.clock.now());
  const orderIds = page.items.map(({ orderId }) => orderId);
  return { ...page, labels: await labelOrders(deps, shop, orderIds, { lines: false }) };
}
