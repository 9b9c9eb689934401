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
