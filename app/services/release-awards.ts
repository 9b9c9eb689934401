import { awardTransfers } from "./award-transfer.ts";
import type { AwardHolds } from "./ports/awards.ts";
import type { Clock } from "./ports/clock.ts";

type Deps = { transaction<T>(work: (holds: AwardHolds) => Promise<T>): Promise<T>; clock: Clock };

const AT_ONCE = 1_000;

/**
 * Makes bonuses and bounties payable whose hold has ended, each once. As with commissions it is safe to run at any time
 * and by any number of workers: what is due is read under the shop's lock, and each release has its key.
 */
export async function releaseAwards({ transaction, clock }: Deps): Promise<{ released: number }> {
  const now = clock.now();
  let released = 0;
  for (const shopId of await transaction((holds) => holds.shopsWithDue(now))) {
    for (let batch = AT_ONCE; batch === AT_ONCE; released += batch) {
      batch = await transaction(async (holds) => {
        const due = await holds.lockDue(shopId, now, AT_ONCE);
        await holds.release(due, due.map(awardTransfers.released), now);
        return due.length;
      });
    }
  }
  return { released };
}
