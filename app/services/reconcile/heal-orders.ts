import { byNumericId } from "#app/domain/kernel/text.ts";
import type { Clock } from "../ports/clock.ts";
import type { OrderSource, OrderStamp } from "../ports/order-source.ts";
import type { Compared, ReconciledShop, ReconciliationKind, ReconciliationStore } from "../ports/reconciliation.ts";

export type HealDeps = { store: ReconciliationStore; source: OrderSource; clock: Clock };

/**
 * Compares orders with what we know of them; those that we are behind with are read whole and put into the inbox, from
 * where they go the way of every delivery: the oldest first, in whatever sequence they were listed, so that an order rarely
 * changes its customer's others. What was put there is counted, once.
 *
 * Running it again, or while the lost webhook arrives after all, changes nothing: both tell the same state of the order.
 */
export async function healOrders(
  { store, source, clock }: HealDeps,
  shop: ReconciledShop,
  kind: ReconciliationKind,
  stamps: readonly OrderStamp[],
): Promise<Compared> {
  const healed = { missing: 0, newer: 0 };
  const oldestFirst = (await store.behind(shop, stamps)).toSorted((a, b) => byNumericId(a.orderId, b.orderId));
  for (const behind of oldestFirst) {
    const order = await source.whole(shop, behind.orderId);
    if (order !== null && (await store.deliver(shop, order, clock.now()))) healed[behind.kind] += 1;
  }
  const found = { compared: stamps.length, ...healed };
  await store.count(shop.id, kind, clock.now(), found);
  return found;
}
