import { planPayouts as plan } from "#app/domain/payout/plan-payouts.ts";
import type { Clock } from "../ports/clock.ts";
import type { Database } from "../ports/database.ts";
import type { PayoutRail } from "../ports/payout-rail.ts";
import type { Shop } from "../ports/shops.ts";

type Deps = { database: Pick<Database, "transaction">; clock: Clock; rail: Pick<PayoutRail, "name"> };

export type PayoutsPlanned =
  | { kind: "planned"; batchId: string; payouts: number; skips: number }
  /** One that is not approved yet: there is one draft at a time. */
  | { kind: "draft_open"; batchId: string }
  | { kind: "nothing_to_pay" }
  /** The shop has removed the app: its balances do not move. */
  | { kind: "frozen" };

/** Drafts a run: who is paid how much, who is left out and why. No money moves before it is approved. */
export async function planPayouts(
  { database, clock, rail }: Deps,
  input: { shop: Shop; actor: string },
): Promise<PayoutsPlanned> {
  const { shop, actor } = input;
  return database.transaction(async (tx) => {
    await tx.payouts.lockShop(shop.id);
    if ((await tx.shops.frozenSince(shop.id)) !== null) return { kind: "frozen" };
    const open = await tx.payouts.openDraft(shop.id);
    if (open !== null) return { kind: "draft_open", batchId: open };

    const now = clock.now();
    const candidates = await tx.payouts.candidates(shop.id, now);
    const rules = { shopCurrency: shop.currency, minimumMinor: shop.settings.minimumPayoutMinor, now };
    const planned = plan(candidates, rules);
    if (planned.payouts.length + planned.skips.length === 0) return { kind: "nothing_to_pay" };

    const batchId = await tx.payouts.create(shop.id, planned, { actor, at: now, method: rail.name });
    // Only left out: nothing to approve, and the reasons are kept and shown.
    if (planned.payouts.length === 0) await tx.payouts.changeBatch(shop.id, batchId, { state: "closed", at: now });
    const counts = { payouts: planned.payouts.length, skips: planned.skips.length };
    await tx.activity.record({
      shopId: shop.id,
      actor,
      action: "payouts_planned",
      subject: `payout_batch:${batchId}`,
      detail: counts,
      at: now,
    });
    return { kind: "planned", batchId, ...counts };
  });
}

/** Throws a draft away, so that a new one can be planned. */
export async function discardPayouts(
  { database, clock }: Pick<Deps, "database" | "clock">,
  input: { shopId: number; batchId: string; actor: string },
): Promise<{ kind: "discarded" } | { kind: "not_found" } | { kind: "approved_before" }> {
  const { shopId, batchId, actor } = input;
  return database.transaction(async (tx) => {
    await tx.payouts.lockShop(shopId);
    const batch = await tx.payouts.batch(shopId, batchId);
    if (batch === null) return { kind: "not_found" };
    if (batch.state !== "draft") return { kind: "approved_before" };
    await tx.payouts.discard(shopId, batchId);
    await tx.activity.record({
      shopId,
      actor,
      action: "payouts_discarded",
      subject: `payout_batch:${batchId}`,
      at: clock.now(),
    });
    return { kind: "discarded" };
  });
}
