/** What an offer's commissions have used of the most that it may pay to all its creators together. */
export interface BudgetUse {
  readonly usedMinor: bigint;
  readonly budgetMinor: bigint;
}

/** From here on a brand is warned. */
export const BUDGET_WARNS_AT_PERCENT = 80n;

/** `used_up`: orders pay nothing any more. */
export type BudgetLevel = "enough" | "nearly_used" | "used_up";

export function budgetLevel({ usedMinor, budgetMinor }: BudgetUse): BudgetLevel {
  if (usedMinor >= budgetMinor) return "used_up";
  return usedMinor * 100n >= budgetMinor * BUDGET_WARNS_AT_PERCENT ? "nearly_used" : "enough";
}

/** How long before an offer stops earning its creators are told, where that can be foreseen. */
export const NOTICE_HOURS = 48;

/** What creators are told of a budget: nothing yet, that it ends soon, that it has ended. */
export type BudgetStage = "none" | "ends_soon" | "used_up";

/**
 * It ends soon from 80 % on, and before that when the pace of the last 48 hours would use up what is left within the next
 * 48. A pace that quickens may still end it sooner: the budget is the brand's promise to itself, and holds to the cent.
 *
 * @param use.lastTwoDaysMinor commissions of the orders of the last 48 hours
 */
export function budgetStage(use: BudgetUse & { readonly lastTwoDaysMinor: bigint }): BudgetStage {
  const level = budgetLevel(use);
  if (level === "used_up") return "used_up";
  const paceEndsIt = use.usedMinor + use.lastTwoDaysMinor >= use.budgetMinor;
  return level === "nearly_used" || paceEndsIt ? "ends_soon" : "none";
}
