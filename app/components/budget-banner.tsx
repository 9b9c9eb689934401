import { Banner, Text } from "@shopify/polaris";
import { budgetLevel } from "#app/domain/offer/budget.ts";
import type { OfferBudget } from "#app/services/ports/brand-figures.ts";
import { formatMoney } from "./format.ts";

type Props = { budget: OfferBudget; title: string; action?: { content: string; url: string } };

/** How much of an offer's budget is used: a warning from 80 % on. */
export function BudgetBanner({ budget, title, action }: Props) {
  const level = budgetLevel(budget);
  return (
    <Banner tone={level === "enough" ? "info" : "warning"} title={title} {...(action === undefined ? {} : { action })}>
      <Text as="p">
        {usedOf(budget)}
        {level === "used_up" ? " Orders pay nothing until the budget is raised." : ""}
      </Text>
    </Banner>
  );
}

function usedOf({ usedMinor, budgetMinor, currency }: OfferBudget): string {
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency });
  return `${money(usedMinor)} of ${money(budgetMinor)} is used.`;
}
