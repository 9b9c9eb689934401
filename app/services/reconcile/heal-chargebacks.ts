import { DAY_MS, type Instant, instant } from "#app/domain/kernel/instant.ts";
import type { HealDeps } from "./heal-orders.ts";
import type { ChargebackPage } from "../ports/order-source.ts";
import type { ReconciledShop, ReconciliationKind } from "../ports/reconciliation.ts";

/** Card holders have about 120 days, and banks take their time: the nightly comparison looks back further than both. */
const LOOKS_BACK_DAYS = { recent: 7, sweep: 270, back_fill: 270 } as const satisfies Record<ReconciliationKind, number>;

/**
 * Compares chargebacks with what we know of them. Their own form says no time of change, so they are compared by what they
 * say; one that differs goes into the inbox as its webhook would, as of the moment before it was asked for: a webhook that
 * came meanwhile says the newer thing.
 *
 * @returns how many were put right
 */
export async function healChargebacks(
  { store, source, clock }: HealDeps,
  shop: ReconciledShop,
  kind: ReconciliationKind,
): Promise<number> {
  const since: Instant = instant(clock.now() - LOOKS_BACK_DAYS[kind] * DAY_MS);
  let healed = 0;
  for (let after: string | null = null; ;) {
    const askedAt = clock.now();
    const page: ChargebackPage = await source.chargebacks(shop, since, after);
    for (const behind of await store.chargebacksBehind(shop, page.chargebacks))
      if (await store.deliverChargeback(shop, behind, askedAt)) healed += 1;
    after = page.next;
    if (after === null) break;
  }
  if (healed > 0) await store.countChargebacks(shop.id, kind, clock.now(), healed);
  return healed;
}
