import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import type { BudgetUse } from "#app/domain/offer/budget.ts";

/** An offer's budget, with what its creators were told of it. */
export type WatchedBudget = BudgetUse & {
  shopId: number;
  offerId: string;
  /** Commissions of the orders of the last 48 hours. */
  lastTwoDaysMinor: bigint;
  endsSoonAt: Instant | null;
  usedUpAt: Instant | null;
};

export type BudgetKey = { shopId: number; offerId: string; budgetMinor: bigint };

export type BudgetNotices = {
  /** Of all shops that have the app: the budgets in force at `now` of offers that have not ended. */
  watched(now: Instant): Promise<WatchedBudget[]>;
  /** Notes that creators are told. @returns false when another did so first */
  note(key: BudgetKey, stage: "ends_soon" | "used_up", at: Instant): Promise<boolean>;
};

/** What a creator is told of an offer whose budget ends. */
export type EndingOffer = {
  partnershipId: string;
  offerName: string;
  brandName: string;
  currency: Currency;
  budgetMinor: bigint;
  stage: "ends_soon" | "used_up";
  /** When the first notice went out. */
  toldAt: Instant;
};
