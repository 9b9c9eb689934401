import { DAY_MS, type Instant, instant, later } from "#app/domain/kernel/instant.ts";
import { healChargebacks } from "./heal-chargebacks.ts";
import { type HealDeps, healOrders } from "./heal-orders.ts";
import type { OrderStamp } from "../ports/order-source.ts";
import type { ReconciledShop } from "../ports/reconciliation.ts";

const sweptMs = 60 * DAY_MS;
const graceMs = 2 * 60_000;

export type Swept =
  /** To be looked at again after `delayMs`. */
  | { readonly kind: "later"; readonly delayMs: number }
  | { readonly kind: "done"; readonly missing: number; readonly newer: number; readonly chargebacks: number }
  | { readonly kind: "failed"; readonly why: string }
  | { readonly kind: "not_installed" };

/**
 * One step of a shop's nightly comparison: Shopify lists all orders that changed in the last 60 days, in a bulk operation
 * that costs nothing of the rate limit; what the list has and we have not is healed. Never waits inside: the caller comes back.
 */
export async function sweepOrders(deps: HealDeps, { shopId }: { shopId: number }): Promise<Swept> {
  const { store, source, clock } = deps;
  const shop = await store.shop(shopId);
  if (shop === null) return { kind: "not_installed" };
  const running = await store.underWay(shopId, "sweep");
  if (running === null || running.place === null) return start(deps, shop);

  const state = await source.sweep(shop, running.place);
  if (state.kind === "running") return { kind: "later", delayMs: 30_000 };
  if (state.kind === "failed") {
    await store.end(shopId, "sweep", clock.now(), state.why);
    return state;
  }
  let [missing, newer] = [0, 0];
  const settled = ({ updatedAt }: OrderStamp): boolean => updatedAt < clock.now() - graceMs;
  for await (const stamps of state.pages) {
    const found = await healOrders(deps, shop, "sweep", stamps.filter(settled));
    missing += found.missing;
    newer += found.newer;
  }
  const chargebacks = await healChargebacks(deps, shop, "sweep");
  await store.end(shopId, "sweep", clock.now(), null);
  return { kind: "done", missing, newer, chargebacks };
}

async function start({ store, source, clock }: HealDeps, shop: ReconciledShop): Promise<Swept> {
  const now = clock.now();
  // Before the first installation nothing can have been missed; a back-fill is for that, when it is asked for.
  const from: Instant = later(shop.since, instant(now - sweptMs));
  const started = await source.startSweep(shop, from);
  if (started.kind === "busy") return { kind: "later", delayMs: 5 * 60_000 };
  await store.begin(shop.id, "sweep", now, { from, place: started.sweep });
  return { kind: "later", delayMs: 10_000 };
}
