import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import type { CreatorShop } from "./creator-earnings.ts";

export type CreatorPayout = CreatorShop & {
  id: string;
  amountMinor: bigint;
  currency: Currency;
  /** `manual`, `csv` … */
  method: string;
  /** What the rail or the person who paid calls it. */
  reference: string | null;
  state: "approved" | "submitted" | "unknown" | "paid" | "failed" | "returned";
  failure: string | null;
  /** When it reached its state, as far as that is known. */
  at: Instant;
};

/** A run that left the creator out. */
export type CreatorSkip = CreatorShop & { balanceMinor: bigint; currency: Currency; reason: string; at: Instant };

export type CreatorPayouts = {
  /** Newest first; what a brand still prepares is not shown. */
  list(creatorId: string, limit: number): Promise<CreatorPayout[]>;
  skips(creatorId: string, limit: number): Promise<CreatorSkip[]>;
};

export type PayoutMethod = { kind: "manual"; instructions: string; createdAt: Instant; effectiveFrom: Instant };

export type PayoutMethods = {
  /** What a payout at `at` goes by; null when the creator has not said. */
  inForce(creatorId: string, at: Instant): Promise<PayoutMethod | null>;
  /** A change that waits. */
  waiting(creatorId: string, at: Instant): Promise<PayoutMethod | null>;
  /** A change that waited is replaced by this one. */
  add(creatorId: string, method: PayoutMethod): Promise<void>;
  /** False when nothing waits. */
  cancelWaiting(creatorId: string, at: Instant): Promise<boolean>;
};
