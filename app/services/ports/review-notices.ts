import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Money } from "#app/domain/money/money.ts";
import type { ReviewNews, ToldReview } from "#app/domain/review/news.ts";

export type CreatorAtShop = { readonly shopId: number; readonly creatorId: string };

/** A review of a creator's, with what they have been told of it. */
export type WatchedReview = ToldReview & {
  orderId: string;
  endsAt: Instant;
  reason: string | null;
  currency: Money["currency"];
};

export type CreatorsReviews = {
  brandName: string;
  /** As addresses of the portal name the brand. */
  brandSlug: string;
  /** When the creator was mailed of any review at the shop. */
  lastAt: Instant | null;
  /** Those of which something may still be news. */
  reviews: WatchedReview[];
};

/** Orders of a shop that wait for its word. */
export type WaitingOrders = {
  brandName: string;
  domain: string;
  orders: number;
  /** Of them, the ones that no mail has told of. */
  untold: number;
  firstEndsAt: Instant;
  lastAt: Instant | null;
};

/** What is known of who was told what; of shops that have the app alone. */
export type ReviewNotices = {
  /** Creators to whom something may be news at `now`. */
  creatorsToTell(now: Instant): Promise<CreatorAtShop[]>;
  /** Shops that can be mailed, with orders that wait at `now` and of which they were not told. */
  shopsToTell(now: Instant): Promise<number[]>;
  /** Null where the shop is gone. */
  ofCreator(key: CreatorAtShop): Promise<CreatorsReviews | null>;
  /** Null where nothing waits. */
  waiting(shopId: number, now: Instant): Promise<WaitingOrders | null>;
  /** Notes how each review stands, as told. @param at when it was mailed; null: there was nothing to mail */
  noteCreator(
    key: CreatorAtShop,
    told: readonly { orderId: string; standing: ReviewNews; at: Instant | null }[],
  ): Promise<void>;
  noteBrand(shopId: number, at: Instant): Promise<void>;
};
