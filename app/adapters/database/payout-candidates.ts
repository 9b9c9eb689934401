import type { Currency } from "#app/domain/money/currency.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { PayoutCandidate } from "#app/domain/payout/plan-payouts.ts";
import { dateOf, instantOrNull, type Db } from "./db.ts";

type Row = {
  creator_id: string;
  currency: string;
  payable_minor: bigint;
  waiting_since: Date | null;
  ended: boolean;
  method_changing: boolean;
};

/** Everybody whose payable balance is not 0. What is in an open payout has left the balance already. */
export async function payoutCandidates(db: Db, shopId: number, now: Instant): Promise<PayoutCandidate[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT b.creator_id, b.currency, b.balance_minor AS payable_minor,
      (SELECT min(t.happened_at) FROM transfers t
        WHERE t.shop_id = b.shop_id AND t.creator_id = b.creator_id AND t.currency = b.currency AND t.to_account = 'payable'
          AND t.id > coalesce((SELECT max(s.id) FROM transfers s
            WHERE s.shop_id = b.shop_id AND s.creator_id = b.creator_id AND s.currency = b.currency AND s.kind = 'payout_started'), 0)
      ) AS waiting_since,
      NOT EXISTS (SELECT 1 FROM partnerships p
        WHERE p.shop_id = b.shop_id AND p.creator_id = b.creator_id AND p.state <> 'ended') AS ended,
      EXISTS (SELECT 1 FROM payout_methods m
        WHERE m.creator_id = b.creator_id AND m.canceled_at IS NULL AND m.effective_from > ${dateOf(now)}) AS method_changing
    FROM account_balances b
    WHERE b.shop_id = ${shopId} AND b.account = 'payable' AND b.balance_minor <> 0`;
  return rows.map((row) => ({
    creatorId: row.creator_id,
    currency: row.currency as Currency,
    payableMinor: row.payable_minor,
    waitingSince: instantOrNull(row.waiting_since),
    ended: row.ended,
    methodChanging: row.method_changing,
  }));
}
