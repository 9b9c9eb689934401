import { Banner, Text } from "@shopify/polaris";
import { budgetLevel } from "#app/domain/offer/budget.ts";
import type { OfferBudget } from "#app/services/ports/brand-figures.ts";
import { usedOf } from "./budget-words.ts";

/** How much of an offer's budget is used: a warning from 80 % on. */
export function BudgetBanner({ budget, title }: { budget: OfferBudget; title: string }) {
  return (
    <Banner tone={budgetLevel(budget) === "enough" ? "info" : "warning"} title={title}>
      <Text as="p">{usedOf(budget)}</Text>
    </Banner>
  );
}
