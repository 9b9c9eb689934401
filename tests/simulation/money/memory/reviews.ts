import { type Review, reviewEndsAt } from "#app/domain/review/review.ts";
import type { ReviewUnit } from "#app/services/ports/order-reviews.ts";
import type { Settle } from "#app/services/ports/settling.ts";
import type { State } from "./state.ts";

export const memoryReviews = (state: State, settle: Settle): ReviewUnit => ({
  lock: async () => undefined,
  async review({ orderId, creatorId }) {
    const found = state.reviews.find((one) => one.orderId === orderId && one.creator === creatorId);
    if (found === undefined) return null;
    const { signal, beganAt, decision } = found;
    return { signal, beganAt, endsAt: reviewEndsAt(found), decision, decidedAt: null };
  },
  async decide({ orderId, creatorId }, { decision }) {
    state.reviews = state.reviews.map((one) =>
      one.orderId === orderId && one.creator === creatorId ? { ...one, decision } : one,
    );
  },
  settleAgain: async ({ shopId, orderId }) => void (await settle([], [{ shopId, orderId }])),
});

/** A decision is the brand's, and never written by settling. */
export function saveReviews(state: State, orderId: string, reviews: readonly Review[]): void {
  if (reviews.length === 0) return;
  const before = state.reviews.filter((one) => one.orderId === orderId);
  const saved = reviews.map((review) => ({
    ...review,
    orderId,
    decision: before.find(({ creator }) => creator === review.creator)?.decision ?? null,
  }));
  state.reviews = [...state.reviews.filter((one) => one.orderId !== orderId), ...saved];
}
