import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Clock } from "../ports/clock.ts";
import type { CreatorDatabase } from "../ports/creator-database.ts";
import type { CreatorBalance } from "../ports/creator-earnings.ts";
import type { CreatorPayout, CreatorSkip, PayoutMethod } from "../ports/creator-payouts.ts";

type Deps = { database: Pick<CreatorDatabase, "earnings" | "payouts" | "methods">; clock: Clock };

export type PayoutsView = {
  now: Instant;
  balances: CreatorBalance[];
  payouts: CreatorPayout[];
  skips: CreatorSkip[];
  method: PayoutMethod | null;
  waiting: PayoutMethod | null;
};

const MOST_SHOWN = 100;

/** What was paid, what was not and why, and how the creator wants it. */
export async function creatorPayouts(
  { database, clock }: Deps,
  { creatorId }: { creatorId: string },
): Promise<PayoutsView> {
  const now = clock.now();
  const [balances, payouts, skips, method, waiting] = await Promise.all([
    database.earnings.balances(creatorId),
    database.payouts.list(creatorId, MOST_SHOWN),
    database.payouts.skips(creatorId, MOST_SHOWN),
    database.methods.inForce(creatorId, now),
    database.methods.waiting(creatorId, now),
  ]);
  return { now, balances, payouts, skips, method, waiting };
}
