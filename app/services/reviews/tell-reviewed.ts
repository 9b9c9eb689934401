import { type ReviewNews, isMailDue, newsOf, standingOf } from "#app/domain/review/news.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import { reviewNewsMail } from "../mail/review-mails.ts";
import type { Addresses } from "../ports/addresses.ts";
import type { Clock } from "../ports/clock.ts";
import type { Database } from "../ports/database.ts";
import type { CreatorAtShop, WatchedReview } from "../ports/review-notices.ts";

type Deps = {
  database: Pick<Database, "transaction">;
  clock: Clock;
  addresses: Addresses;
  /** The opaque name of an order in a creator's addresses. */
  referenceOf(order: { shopId: number; orderId: bigint }): string;
};

/**
 * Mails a creator what is new of their earnings under review at one shop, all in one mail, each thing once. What may wait
 * for the day's mail is left for a later run.
 */
export async function tellReviewed(
  { database, clock, addresses, referenceOf }: Deps,
  key: CreatorAtShop,
): Promise<{ kind: "told"; earnings: number } | { kind: "nothing_due" }> {
  return database.transaction(async (tx) => {
    // What is decided, and what an order earns, stands still meanwhile; so does another run of this.
    await tx.payouts.lockShop(key.shopId);
    const now = clock.now();
    const found = await tx.reviewNotices.ofCreator(key);
    if (found === null) return { kind: "nothing_due" };
    const news = found.reviews.flatMap((review) => withNews(review, now));
    const isDue = isMailDue(
      news.map((one) => one.news),
      found.lastAt,
      now,
    );
    await tx.reviewNotices.noteCreator(key, [
      ...found.reviews.filter((review) => isOverUnheard(review, now)).map((review) => noted(review, now, null)),
      ...(isDue ? news.map(({ review }) => noted(review, now, now)) : []),
    ]);
    if (!isDue) return { kind: "nothing_due" };
    const { brandName, brandSlug } = found;
    const earnings = news.map(({ review: { orderId, amountMinor, currency, endsAt, reason }, news: one }) => {
      const reference = referenceOf({ shopId: key.shopId, orderId: BigInt(orderId) });
      const money = { amountMinor: amountMinor ?? 0n, currency };
      return { news: one, money, endsAt, reason, url: addresses.portal(`/earnings/${brandSlug}/${reference}`) };
    });
    const { creatorId } = key;
    await tx.mail.toCreator(
      reviewNewsMail({ creatorId, brandName, earnings, earningsUrl: addresses.portal("/earnings") }),
    );
    return { kind: "told", earnings: earnings.length };
  });
}

function withNews(review: WatchedReview, now: Instant): { review: WatchedReview; news: ReviewNews }[] {
  const news = newsOf(review, now);
  return news === null ? [] : [{ review, news }];
}

const isOverUnheard = (review: WatchedReview, now: Instant): boolean =>
  newsOf(review, now) === null && standingOf(review, now) !== "held";

const noted = (review: WatchedReview, now: Instant, at: Instant | null) => ({
  orderId: review.orderId,
  standing: standingOf(review, now),
  at,
});
