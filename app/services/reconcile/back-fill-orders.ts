import { DAY_MS, type Instant } from "#app/domain/kernel/instant.ts";
import { type HealDeps, healOrders } from "./heal-orders.ts";
import type { JobQueue } from "../ports/jobs.ts";

const visibleMs = 60 * DAY_MS;

export type BackFillAsked =
  | { readonly kind: "begun" }
  /** One at a time. */
  | { readonly kind: "under_way" }
  /** Shopify shows orders older than 60 days with this scope alone, which the merchant has to grant first. */
  | { readonly kind: "needs_scope"; readonly scope: "read_all_orders" }
  | { readonly kind: "not_installed" };

/** A brand asks for its orders since an instant, those from before the installation included. */
export async function askForBackFill(
  { store, clock, jobs }: Pick<HealDeps, "store" | "clock"> & { jobs: JobQueue },
  { shopId, from }: { shopId: number; from: Instant },
): Promise<BackFillAsked> {
  const shop = await store.shop(shopId);
  if (shop === null) return { kind: "not_installed" };
  const now = clock.now();
  if (!shop.readsAllOrders && from < now - visibleMs) return { kind: "needs_scope", scope: "read_all_orders" };
  if (!(await store.begin(shopId, "back_fill", now, { from, place: null }))) return { kind: "under_way" };
  // A crash right here loses nothing: what is under way and has no job is found every few minutes.
  await jobs.add("back-fill-orders", { shopId }, { key: `back-fill-orders:${shopId}` });
  return { kind: "begun" };
}

export type BackFilled = { readonly kind: "more" | "done" | "nothing_asked" | "not_installed" };

/**
 * One page of a back-fill, the oldest orders first: they settle in the sequence in which they were made, which running
 * totals and customers' first orders depend on. Safe to repeat; `more` asks the caller to come back.
 */
export async function backFillOrders(deps: HealDeps, { shopId }: { shopId: number }): Promise<BackFilled> {
  const { store, source, clock } = deps;
  const shop = await store.shop(shopId);
  if (shop === null) return { kind: "not_installed" };
  const asked = await store.underWay(shopId, "back_fill");
  if (asked === null) return { kind: "nothing_asked" };
  const page = await source.made(shop, asked.from, asked.place);
  await healOrders(deps, shop, "back_fill", page.stamps);
  if (page.next !== null) {
    await store.moveTo(shopId, "back_fill", page.next);
    return { kind: "more" };
  }
  await store.end(shopId, "back_fill", clock.now(), null);
  return { kind: "done" };
}
