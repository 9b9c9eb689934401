import { type ReviewDecision, isUnderReview } from "#app/domain/review/review.ts";
import type { Clock } from "../ports/clock.ts";
import type { OrderReviews, ReviewKey } from "../ports/order-reviews.ts";

type Deps = { orderReviews: OrderReviews; clock: Clock };

/** What a brand says. @property reason why it is the creator's own, for the creator to read */
export type ReviewWord = { readonly decision: ReviewDecision; readonly reason: string | null };

export type ReviewDecided =
  | { readonly kind: "decided"; readonly decision: ReviewDecision }
  /** The hold has ended: what was held is the creator's, and no decision takes it back. */
  | { readonly kind: "ended" }
  /** It was decided so before that it is to be paid: that stands. */
  | { readonly kind: "paid_before" }
  | { readonly kind: "not_found" };

/**
 * A brand decides whether an order that looks like a creator's own is one; the ledger follows at once.
 *
 * While the hold runs, either way; after that only in the creator's favour: an order found to be their own may still be
 * paid, and one that was paid is not taken back. Deciding the same again changes nothing.
 */
export async function decideReview(
  { orderReviews, clock }: Deps,
  { decision, reason, actor, ...key }: ReviewKey & ReviewWord & { readonly actor: string },
): Promise<ReviewDecided> {
  return orderReviews.transaction(async (unit) => {
    await unit.lock(key.shopId);
    const review = await unit.review(key);
    if (review === null) return { kind: "not_found" };
    if (review.decision === decision) return { kind: "decided", decision };
    if (review.decision === "pay") return { kind: "paid_before" };
    const at = clock.now();
    if (review.decision === null && !isUnderReview(review, at)) return { kind: "ended" };
    await unit.decide(key, { decision, reason: decision === "own_order" ? reason : null, at, by: actor });
    await unit.settleAgain(key);
    return { kind: "decided", decision };
  });
}
