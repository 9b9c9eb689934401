import type { Instant } from "#app/domain/kernel/instant.ts";
import type { DueHolds } from "../ports/due-holds.ts";
import type { Transfer } from "../ports/ledger.ts";
import { releaseDue, type ReleaseDeps } from "./release-due.ts";

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
export interface HoldStore extends DueHolds<DueCommission> {
  /** Marks as released what is posted; of each commission its transfers. */
  release(released: readonly Released[]): Promise<void>;
}

export interface Released {
  readonly due: DueCommission;
  readonly transfers: readonly Transfer[];
}

/** Makes payable what has matured: pending → payable, once for each commission. */
export const releaseHolds = (deps: ReleaseDeps<HoldStore>): Promise<{ released: number }> =>
  releaseDue<DueCommission, HoldStore>(deps, (store, due) =>
    store.release(due.map((one) => ({ due: one, transfers: releasesOf(one) }))),
  );

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
