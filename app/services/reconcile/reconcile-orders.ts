import { DAY_MS, instant, later } from "#app/domain/kernel/instant.ts";
import { healChargebacks } from "./heal-chargebacks.ts";
import { type HealDeps, healOrders } from "./heal-orders.ts";
import type { Compared } from "../ports/reconciliation.ts";

/** Webhooks need a moment: what changed since is for the next time. */
const graceMs = 2 * 60_000;
/** Looked at twice: Shopify's search may learn of an order's change a little late. */
const overlapMs = 10 * 60_000;
const visibleMs = 60 * DAY_MS;

export type Reconciled =
  | (Compared & { readonly kind: "compared"; readonly chargebacks: number })
  /** The shop does not have the app. */
  | { readonly kind: "not_installed" }
  /** Deliveries of the shop still wait: what seems to be missing may be among them. */
  | { readonly kind: "deliveries_wait" };

/** Compares the orders that changed since the last time with the Admin API. Each run goes on where the last one ended. */
export async function reconcileOrders(deps: HealDeps, { shopId }: { shopId: number }): Promise<Reconciled> {
  const { store, source, clock } = deps;
  const shop = await store.shop(shopId);
  if (shop === null) return { kind: "not_installed" };
  const now = clock.now();
  const until = instant(now - graceMs);
  if (await store.hasWaiting(shopId, until)) return { kind: "deliveries_wait" };

  const checked = await store.checkedUntil(shopId);
  const oldest = later(shop.since, instant(now - visibleMs));
  const from = checked === null ? oldest : later(oldest, instant(checked - overlapMs));
  const sums = { compared: 0, missing: 0, newer: 0 };
  if (from >= until) return { kind: "compared", ...sums, chargebacks: 0 };
  for (let after: string | null = null; ;) {
    const page = await source.changed(shop, { from, until }, after);
    const found = await healOrders(deps, shop, "recent", page.stamps);
    for (const name of ["compared", "missing", "newer"] as const) sums[name] += found[name];
    after = page.next;
    if (after === null) break;
  }
  const chargebacks = await healChargebacks(deps, shop, "recent");
  await store.mark(shopId, now, { from, until });
  return { kind: "compared", ...sums, chargebacks };
}
