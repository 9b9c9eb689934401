import type { Clock } from "../ports/clock.ts";
import type { Database } from "../ports/database.ts";
import type { Payout } from "../ports/payouts.ts";
import { payoutTransfer } from "./payout-transfer.ts";

type Deps = { database: Pick<Database, "transaction">; clock: Clock };

export type PayoutsApproved =
  | { kind: "approved"; payouts: number; dropped: number }
  | { kind: "approved_before" }
  /** The shop has removed the app: its balances do not move. */
  | { kind: "frozen" }
  | { kind: "not_found" };

/**
 * Approves a run: the intent is written down, and the money leaves the payable balances for good, before any rail is told.
 *
 * A balance that has fallen since the plan (a refund) drops its payout, with the reason. Approving twice approves once.
 */
export async function approvePayouts(
  { database, clock }: Deps,
  input: { shopId: number; batchId: string; actor: string },
): Promise<PayoutsApproved> {
  const { shopId, batchId, actor } = input;
  return database.transaction(async (tx) => {
    await tx.payouts.lockShop(shopId);
    const batch = await tx.payouts.batch(shopId, batchId);
    if (batch === null) return { kind: "not_found" };
    if (batch.state !== "draft") return { kind: "approved_before" };
    if ((await tx.shops.frozenSince(shopId)) !== null) return { kind: "frozen" };

    const now = clock.now();
    const balances = await tx.ledger.balancesOfShop(shopId);
    const payable = new Map(balances.map((row) => [`${row.creatorId} ${row.currency}`, row.payableMinor]));
    const covered = (payout: Payout) =>
      (payable.get(`${payout.creatorId} ${payout.currency}`) ?? 0n) >= payout.amountMinor;
    const [kept, dropped] = split(await tx.payouts.payoutsOf(shopId, batchId), covered);

    await tx.ledger.post(
      kept.map((payout) => payoutTransfer(payout, "payout_started", { actor, at: now, reason: "payout approved" })),
    );
    await tx.payouts.approve(
      shopId,
      kept.map(({ id }) => id),
      now,
    );
    await tx.jobs.addEach("submit-payout", kept.map(submission));
    for (const payout of dropped) {
      await tx.payouts.change(shopId, payout.id, {
        state: "failed",
        at: now,
        failure: "The balance has fallen below the planned amount since",
      });
    }
    await tx.payouts.changeBatch(shopId, batchId, {
      state: kept.length === 0 ? "closed" : "approved",
      at: now,
      by: actor,
    });
    const counts = { payouts: kept.length, dropped: dropped.length };
    await tx.activity.record({
      shopId,
      actor,
      action: "payouts_approved",
      subject: `payout_batch:${batchId}`,
      detail: counts,
      at: now,
    });
    return { kind: "approved", ...counts };
  });
}

const submission = ({ shopId, id }: Payout) => ({ payload: { shopId, payoutId: id }, key: `submit-payout:${id}` });

function split<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
