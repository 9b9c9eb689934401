import { DAY_MS, type Instant } from "../kernel/instant.ts";
import { type Review, isUnderReview } from "./review.ts";

/** What a creator can be told of a review: how it stands. */
export type ReviewNews = "held" | "pay" | "own_order" | "ended";

export interface ToldReview extends Pick<Review, "beganAt" | "decision"> {
  /** What the order earns the creator now; `null` where it never earned them anything. */
  readonly amountMinor: bigint | null;
  /** What they were told last; `null`: nothing yet. */
  readonly told: ReviewNews | null;
}

export const standingOf = (review: Pick<Review, "beganAt" | "decision">, now: Instant): ReviewNews =>
  review.decision ?? (isUnderReview(review, now) ? "held" : "ended");

/**
 * What is new to a creator; `null` where nothing is. That a hold is over is no news to somebody who never heard of it, and
 * no hold is one of nothing.
 */
export function newsOf(review: ToldReview, now: Instant): ReviewNews | null {
  const { told, amountMinor } = review;
  const standing = standingOf(review, now);
  if (standing === told || amountMinor === null) return null;
  if (standing === "own_order") return "own_order";
  if (amountMinor === 0n || (standing !== "held" && told === null)) return null;
  return standing;
}

/** At most one mail a day tells that holds begin or end by themselves. */
const NOTICE_EVERY_MS = DAY_MS;

const wasLongAgo = (lastAt: Instant | null, now: Instant): boolean =>
  lastAt === null || now - lastAt >= NOTICE_EVERY_MS;

/** Whether a mail is due: what the brand decided is told at once, the rest once a day, all in one mail. */
export const isMailDue = (news: readonly ReviewNews[], lastAt: Instant | null, now: Instant): boolean =>
  news.some((one) => one === "pay" || one === "own_order") || (news.length > 0 && wasLongAgo(lastAt, now));

/** Whether the brand is mailed of orders that wait for its word: once a day, when there is one that it was not told of. */
export const isBrandMailDue = (untold: number, lastAt: Instant | null, now: Instant): boolean =>
  untold > 0 && wasLongAgo(lastAt, now);
