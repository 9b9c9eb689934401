import { type ReviewDecision, type ReviewSignal, isUnderReview, reviewEndsAt } from "../review/review.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Formats } from "./words.ts";

/** Holds for review in plain words. No shopper's name, no address: only that one is the same. */

const SHARED: Readonly<Record<ReviewSignal, string>> = {
  same_address: "the same postal address",
  same_name: "the same name",
};

/** `the order has the same name as the creator`, for the brand. */
export const signalToBrand = (signal: ReviewSignal): string => `the order has ${SHARED[signal]} as the creator`;

/** `the order has the same name as you`, for the creator. */
export const signalToCreator = (signal: ReviewSignal): string => `the order has ${SHARED[signal]} as you`;

interface KeptReview {
  readonly signal: ReviewSignal;
  readonly beganAt: Instant;
  readonly decision: ReviewDecision | null;
  /** What the brand says, of an own order alone. */
  readonly reason: string | null;
}

/** What a creator is told of a review of one order: while it runs, and for good afterwards. */
export function reviewToCreator(review: KeptReview, now: Instant, { day }: Pick<Formats, "day">): string {
  const why = signalToCreator(review.signal);
  const end = day(reviewEndsAt(review));
  switch (review.decision) {
    case "pay":
      return `The brand reviewed the order, since ${why.replace("the order", "it")}, and it is not your own.`;
    case "own_order":
      return (
        `The brand reviewed the order, since ${why.replace("the order", "it")}, and found that it is your own: ` +
        `own orders never earn.${review.reason === null ? "" : ` The reason they gave: “${review.reason}”.`} ` +
        "If that is wrong, tell the brand: it can still decide to pay it."
      );
    case null:
      return isUnderReview(review, now)
        ? "The brand may decide earlier; if it does not, the hold for review ends by itself."
        : `It was held for review until ${end}, since ${why}; the hold has ended.`;
  }
}
