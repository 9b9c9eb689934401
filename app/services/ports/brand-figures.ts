import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import type { BudgetUse } from "#app/domain/offer/budget.ts";

/** What a shop's commissions have come to, in its currency. */
export type ShopTotals = {
  orders: number;
  /** What was earned on in those orders. */
  salesMinor: bigint;
  pendingMinor: bigint;
  payableMinor: bigint;
  inTransitMinor: bigint;
  paidMinor: bigint;
};

/** How far a shop has come; each step once done stays done. */
export type SetupSteps = {
  offerMade: boolean;
  offerPublished: boolean;
  creatorJoined: boolean;
  firstSale: boolean;
  firstPayout: boolean;
};

export type AuditState = { openFindings: number; lastFoundAt: Instant | null };

export type OfferBudget = BudgetUse & { offerId: string; offerName: string; currency: Currency };

export type BrandFigures = {
  totals(shopId: number): Promise<ShopTotals>;
  setup(shopId: number): Promise<SetupSteps>;
  audit(shopId: number): Promise<AuditState>;
  /** Orders that the `held` filter of the orders' list shows. */
  heldForReview(shopId: number, now: Instant): Promise<number>;
  /** Deliveries of the shop that could not be processed. */
  setAside(shopId: number): Promise<number>;
  /** Offers that have not ended and have a budget by their terms in force at `now`, oldest first. */
  budgets(shopId: number, now: Instant): Promise<OfferBudget[]>;
  /** Null when the offer has no budget then. @param offerId of an offer of ours: a UUID */
  budgetOf(shopId: number, offerId: string, now: Instant): Promise<OfferBudget | null>;
};
