import type { Currency } from "#app/domain/money/currency.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { SkipReason } from "#app/domain/payout/plan-payouts.ts";
import type { Page, PageRequest } from "#app/services/ports/page.ts";
import { toBePaid, type BatchSummary, type BatchView } from "#app/services/ports/payouts.ts";
import { createPayoutMethods } from "./creators/payout-methods.ts";
import { isUuid, pageOf, type Db } from "./db.ts";
import type { Sealer } from "./encryption.ts";
import { readBatch, readPayout } from "./payout-rows.ts";

export async function listBatches(db: Db, shopId: number, { after, limit }: PageRequest): Promise<Page<BatchSummary>> {
  const rows = await db.payoutBatch.findMany({
    where: { shopId },
    include: {
      payouts: { select: { state: true, currency: true, amountMinor: true } },
      _count: { select: { skips: true } },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    ...(after !== null && isUuid(after) ? { cursor: { shopId_id: { shopId, id: after } }, skip: 1 } : {}),
  });
  return pageOf(
    rows,
    limit,
    (row) => ({
      ...readBatch(row),
      payouts: row.payouts.length,
      paid: row.payouts.filter((payout) => payout.state === "paid").length,
      skips: row._count.skips,
      totals: totalsOf(row.payouts),
    }),
    (row) => row.id,
  );
}

/** Never over currencies. */
function totalsOf(payouts: readonly { currency: string; amountMinor: bigint }[]): BatchSummary["totals"] {
  const totals = new Map<string, bigint>();
  for (const { currency, amountMinor } of payouts) totals.set(currency, (totals.get(currency) ?? 0n) + amountMinor);
  return [...totals].map(([currency, amountMinor]) => ({ currency: currency as Currency, amountMinor }));
}

type Which = { shopId: number; batchId: string; now: Instant };

export async function viewBatch(db: Db, sealer: Sealer, { shopId, batchId, now }: Which): Promise<BatchView | null> {
  const row = await db.payoutBatch.findUnique({
    where: { shopId_id: { shopId, id: batchId } },
    include: { payouts: { include: { creator: true }, orderBy: { id: "asc" } }, skips: { include: { creator: true } } },
  });
  if (row === null) return null;
  const methods = createPayoutMethods(db, sealer);
  const payouts: BatchView["payouts"] = [];
  for (const payout of row.payouts) {
    // Account details are for paying: not shown to a shop that only plans to, nor after it has paid.
    const method = toBePaid(payout.state) ? await methods.inForce(payout.creatorId, now) : null;
    payouts.push({ ...readPayout(payout), ...nameOf(payout.creator), instructions: method?.instructions ?? null });
  }
  const skips = row.skips.map(({ creator, currency, balanceMinor, reason }) => ({
    ...nameOf(creator),
    currency: currency as Currency,
    balanceMinor,
    reason: reason as SkipReason,
  }));
  return { ...readBatch(row), payouts, skips };
}

const nameOf = ({ displayName, handle }: { displayName: string; handle: string }) => ({
  creatorName: displayName || handle,
  creatorHandle: handle,
});
