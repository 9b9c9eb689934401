import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Transfer } from "./ports/ledger.ts";

/** A commission of which some has matured and is not payable yet. */
export interface DueCommission {
  readonly shopId: number;
  readonly orderId: string;
  readonly creatorId: string;
  readonly currency: string;
  readonly releasableMinor: bigint;
  readonly maturedMinor: bigint;
  /** What a hold took back from the released part. */
  readonly heldMinor: bigint;
  readonly maturesAt: Instant;
  readonly postingNumber: number;
}

/** The due commissions inside one transaction. */
export interface HoldStore {
  /** Shops with something due at `now`; those that uninstalled are frozen. */
  shopsWithDue(now: Instant): Promise<number[]>;
  /** Locks the shop as settling does, then reads what is due, `limit` at most. */
  lockDue(shopId: number, now: Instant, limit: number): Promise<DueCommission[]>;
  /** Marks as released what is posted; of each commission its transfers. */
  release(released: readonly Released[]): Promise<void>;
}

export interface Released {
  readonly due: DueCommission;
  readonly transfers: readonly Transfer[];
}

export interface ReleaseDeps {
  transaction<T>(work: (store: HoldStore) => Promise<T>): Promise<T>;
  readonly clock: { now(): Instant };
}

const AT_ONCE = 1_000;

/**
 * Makes payable what has matured: pending → payable, once for each commission. Safe to run at any time and by any number
 * of workers: what is due is read under the shop's lock, and each release has its key.
 */
export async function releaseHolds({ transaction, clock }: ReleaseDeps): Promise<{ released: number }> {
  const now = clock.now();
  let released = 0;
  for (const shopId of await transaction((store) => store.shopsWithDue(now))) {
    for (let batch = AT_ONCE; batch === AT_ONCE; released += batch) {
      batch = await transaction(async (store) => {
        const due = await store.lockDue(shopId, now, AT_ONCE);
        await store.release(due.map((one) => ({ due: one, transfers: releasesOf(one) })));
        return due.length;
      });
    }
  }
  return { released };
}

/** What a review took back is lifted, the rest is released. */
function releasesOf(due: DueCommission): Transfer[] {
  const moved = due.releasableMinor - due.maturedMinor;
  const lifted = due.heldMinor < moved ? due.heldMinor : moved;
  const parts = [
    { kind: "review_lifted", amountMinor: lifted, reason: "the hold for review ended" },
    { kind: "release", amountMinor: moved - lifted, reason: "the hold ended" },
  ] as const;
  return parts
    .filter(({ amountMinor }) => amountMinor > 0n)
    .map((part, index) => ({
      ...part,
      shopId: due.shopId,
      creatorId: due.creatorId,
      currency: due.currency,
      from: "pending",
      to: "payable",
      orderId: BigInt(due.orderId),
      payoutId: null,
      actor: null,
      idempotencyKey: `order/${due.orderId}/${due.creatorId}/${due.postingNumber + index + 1}`,
      happenedAt: due.maturesAt,
    }));
}
