import type { Instant } from "#app/domain/kernel/instant.ts";
import { isUnderReview } from "#app/domain/review/review.ts";
import { signalToBrand } from "#app/domain/wording/reviews.ts";
import { capitalised } from "#app/domain/wording/words.ts";
import type { ExplainedReview } from "#app/services/ports/order-reviews.ts";
import { formatDay } from "../format.ts";

/** A review as the brand reads it: where it stands, and why. */
export function reviewToBrand(
  review: ExplainedReview,
  now: Instant,
  timeZone: string,
): { badge: string; text: string } {
  const why = capitalised(signalToBrand(review.signal));
  const until = formatDay(review.endsAt, timeZone);
  if (isUnderReview(review, now))
    return {
      badge: `Held until ${until}`,
      text: `${why}, which proves nothing by itself. Until you decide, the commission is not paid; if you do not, this hold ends by itself on ${until}.`,
    };
  const told = review.reason === null ? "" : ` What you told the creator: “${review.reason}”.`;
  const on = review.decidedAt === null ? "" : formatDay(review.decidedAt, timeZone);
  switch (review.decision) {
    case "pay":
      return { badge: "To be paid", text: `${why}. You decided on ${on} that it is to be paid.` };
    case "own_order":
      return {
        badge: "Own order",
        text: `${why}. You decided on ${on} that it is the creator's own: it pays nothing.${told}`,
      };
    case null:
      return { badge: "Ended", text: `${why}. Nobody decided until ${until}, so the hold ended by itself.` };
  }
}
