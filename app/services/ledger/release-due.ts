import type { Instant } from "#app/domain/kernel/instant.ts";
import type { DueHolds } from "../ports/due-holds.ts";

export interface ReleaseDeps<Holds> {
  transaction<T>(work: (holds: Holds) => Promise<T>): Promise<T>;
  readonly clock: { now(): Instant };
}

const AT_ONCE = 1_000;

/**
 * Releases what is due, shop by shop, in batches of a transaction each. Safe to run at any time and by any number of
 * workers: what is due is read under the shop's lock, and each release has its key.
 *
 * @param release marks as released what it is given, and posts it
 */
export async function releaseDue<Due, Holds extends DueHolds<Due>>(
  { transaction, clock }: ReleaseDeps<Holds>,
  release: (holds: Holds, due: readonly Due[], now: Instant) => Promise<void>,
): Promise<{ released: number }> {
  const now = clock.now();
  let released = 0;
  for (const shopId of await transaction((holds) => holds.shopsWithDue(now))) {
    for (let batch = AT_ONCE; batch === AT_ONCE; released += batch) {
      batch = await transaction(async (holds) => {
        const due = await holds.lockDue(shopId, now, AT_ONCE);
        await release(holds, due, now);
        return due.length;
      });
    }
  }
  return { released };
}
