import type { Instant } from "#app/domain/kernel/instant.ts";
import type { ReviewDecision, ReviewSignal } from "#app/domain/review/review.ts";

/** What is on record of a review of one creator's commission. */
export type KeptReview = {
  signal: ReviewSignal;
  beganAt: Instant;
  endsAt: Instant;
  decision: ReviewDecision | null;
  decidedAt: Instant | null;
};

/** … with why it was found to be the creator's own, in a person's words; null after an erasure. */
export type ExplainedReview = KeptReview & { reason: string | null };

/** What deciding a review does, in one transaction. */
export type ReviewUnit = {
  /** No order of the shop is settled by others until the transaction ends. */
  lock(shopId: number): Promise<void>;
  /** Null where nothing makes the order look like the creator's own. */
  review(key: ReviewKey): Promise<KeptReview | null>;
  decide(
    key: ReviewKey,
    decided: { decision: ReviewDecision; reason: string | null; at: Instant; by: string },
  ): Promise<void>;
  settleAgain(key: Pick<ReviewKey, "shopId" | "orderId">): Promise<void>;
};

export type ReviewKey = { readonly shopId: number; readonly orderId: string; readonly creatorId: string };

export type OrderReviews = {
  /** All of `work` happens or none of it. */
  transaction<T>(work: (unit: ReviewUnit) => Promise<T>): Promise<T>;
};
