import { type Instant, plusDays } from "../kernel/instant.ts";
import type { SeenLikeness } from "../order/facts.ts";
import { type Likeness, kindOf } from "./likeness.ts";

/** A hold for review lasts so long at most, then what was held is released by itself. */
export const REVIEW_DAYS = 14;

/** What makes an order look like the creator's own without proving it. */
export type ReviewSignal = "same_address" | "same_name";

/** What the brand says of it: to be paid, or the creator's own order, which never earns. */
export type ReviewDecision = "pay" | "own_order";

/** An order that looks like a creator's own. Kept for good: a redaction takes away what it was told by, not that it was. */
export interface Review {
  readonly creator: string;
  readonly signal: ReviewSignal;
  /** The first trigger of any body of the order that shows the signal. */
  readonly beganAt: Instant;
  /** `null`: nobody has decided; it ends by itself. */
  readonly decision: ReviewDecision | null;
}

export const reviewEndsAt = ({ beganAt }: Pick<Review, "beganAt">): Instant => plusDays(beganAt, REVIEW_DAYS);

/** Whether what the creator earns on the order is held at `now`. */
export const isUnderReview = (review: Pick<Review, "beganAt" | "decision">, now: Instant): boolean =>
  review.decision === null && now < reviewEndsAt(review);

/** What an order shares with one creator: the address says more than the name. `null` when nothing. */
export function reviewOf(seen: readonly SeenLikeness[], creator: string, own: readonly Likeness[]): Review | null {
  const shared = seen.filter(({ likeness }) => own.includes(likeness));
  if (shared.length === 0) return null;
  const signal = shared.some(({ likeness }) => kindOf(likeness) === "address") ? "same_address" : "same_name";
  const beganAt = shared.reduce((first, { seenAt }) => (seenAt < first ? seenAt : first), shared[0]!.seenAt);
  return { creator, signal, beganAt, decision: null };
}

/**
 * What is kept of a review and what the order shows now, as one. The stronger signal and the earlier beginning stay, so
 * that deliveries in any sequence end in the same hold, and none of them makes it end later.
 */
export function joinReviews(kept: Review | null, shown: Review | null): Review | null {
  if (kept === null || shown === null) return kept ?? shown;
  return {
    creator: kept.creator,
    signal: shown.signal === "same_address" ? shown.signal : kept.signal,
    beganAt: shown.beganAt < kept.beganAt ? shown.beganAt : kept.beganAt,
    decision: kept.decision,
  };
}
