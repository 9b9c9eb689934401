import { budgetLevel } from "#app/domain/offer/budget.ts";
import type { OfferBudget } from "#app/services/ports/brand-figures.ts";
import { formatMoney } from "./format.ts";

/** How much of an offer's budget is used, and what that means. */
export function usedOf(budget: OfferBudget): string {
  const { usedMinor, budgetMinor, currency } = budget;
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  const end = budgetLevel(budget) === "used_up" ? " Orders pay nothing until the budget is raised." : "";
  return `${money(usedMinor)} of ${money(budgetMinor)} is used.${end}`;
}
