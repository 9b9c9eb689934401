import { type Instant, instant } from "#app/domain/kernel/instant.ts";
import type { HealDeps } from "../reconcile/heal-orders.ts";
import type { WantedRow, WantedStore } from "../ports/order-facts.ts";
import type { ReconciledShop } from "../ports/reconciliation.ts";

const atOnce = 50;
const minuteMs = 60_000;
/** Shopify counts a customer's orders in its own time; after so many questions the customer counts as new. */
const mostAttempts = 6;

export type FactsFetched =
  | { readonly kind: "fetched"; readonly orders: number; readonly nextAt: Instant | null }
  | { readonly kind: "not_installed" };

type Deps = HealDeps & { readonly wanted: WantedStore };

/**
 * Fetches what bodies could not tell of some orders that were settled without it, keeps it, and settles them again.
 *
 * The network comes first, then one transaction: facts and settlements are seen together or not at all, so the ledger
 * always equals what the facts give. Facts are kept for good; run twice, the second finds nothing to do.
 */
export async function fetchOrderFacts(deps: Deps, { shopId }: { shopId: number }): Promise<FactsFetched> {
  const { store, source, wanted, clock } = deps;
  const shop = await store.shop(shopId);
  if (shop === null) return { kind: "not_installed" };
  const due = await wanted.due(shopId, clock.now(), atOnce);
  if (due.length > 0) {
    const products = await source.products(shop, [...new Set(due.flatMap(({ productIds }) => productIds))]);
    const asking = due.filter(({ customer }) => customer);
    const firsts = await wanted.firstOrders(
      shopId,
      asking.map(({ orderId }) => orderId),
    );
    const told = await source.earlierOrders(shop, [...new Set(firsts.values())]);
    await fetchLines(deps, shop, due);

    const counts = new Map<string, number>();
    const uncounted: WantedRow[] = [];
    for (const row of asking) {
      const first = firsts.get(row.orderId);
      if (first === undefined) continue;
      const count = told.get(first);
      if (count === undefined && row.attempts + 1 < mostAttempts) uncounted.push(row);
      else counts.set(first, count ?? 0);
    }
    const now = clock.now();
    await wanted.transaction(async (unit) => {
      await unit.lock(shopId);
      await unit.keepProducts(shopId, products, now);
      await unit.keepEarlierOrders(shopId, counts);
      const waiting = await unit.waitingFor(shopId, [...products.keys()]);
      await unit.answered(
        shopId,
        due.filter((row) => !uncounted.includes(row)),
      );
      for (const { orderId, attempts } of uncounted)
        await unit.postpone(shopId, [orderId], instant(now + 2 ** attempts * 5 * minuteMs));
      // Lines come by the inbox: until then there is nothing to settle an order with.
      const asked = due.filter(({ productIds, customer }) => customer || productIds.length > 0);
      const changed = new Set([...asked.map(({ orderId }) => orderId), ...counts.keys(), ...waiting]);
      await unit.settleAgain(shopId, [...changed]);
    });
  }
  return { kind: "fetched", orders: due.length, nextAt: await wanted.nextDue(shopId) };
}

/** A body that was cut is fetched whole, and goes the way of every delivery. */
async function fetchLines({ store, source, clock }: Deps, shop: ReconciledShop, due: readonly WantedRow[]) {
  for (const { orderId, lines } of due) {
    if (!lines) continue;
    const order = await source.whole(shop, orderId);
    if (order !== null) await store.deliver(shop, order, clock.now());
  }
}
