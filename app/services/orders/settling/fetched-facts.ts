import type { ProductFacts } from "#app/domain/commission/line-traits.ts";
import { type OfferRule, readsHistory, readsProducts } from "#app/domain/commission/rule.ts";
import { HOUR_MS, type Instant } from "#app/domain/kernel/instant.ts";
import type { ProductVersion, WantedFacts } from "../../ports/settling.ts";
import type { WorkingOrder } from "./working-order.ts";

/** What was seen of a product within this time before an order was first settled is good enough for it. */
const FRESH_MS = HOUR_MS;

/**
 * The facts of a product for an order: the oldest ones that were seen after it was first settled, or shortly before. Later
 * ones never replace them: a product that changes its type does not change what was sold.
 *
 * @param versions of one product, the oldest first; each was confirmed before the next was seen
 */
export const factsFor = (versions: readonly ProductVersion[], firstSettledAt: Instant): ProductFacts | undefined =>
  versions.find(({ confirmedAt }) => confirmedAt >= firstSettledAt - FRESH_MS);

/** What is still to be fetched for an order, by the rules that credit it; null when nothing is. */
export function wantedFacts(
  order: WorkingOrder,
  rules: readonly OfferRule[],
  known: { readonly product: (productId: string) => boolean; readonly isCustomersFirst: boolean },
): WantedFacts | null {
  const snapshot = order.facts.newest?.snapshot;
  if (snapshot === undefined || rules.length === 0) return null;
  const productIds = rules.some(readsProducts)
    ? [...new Set(snapshot.lines.flatMap(({ productId }) => productId ?? []))].filter((id) => !known.product(id))
    : [];
  const customer =
    order.customerKey !== null && rules.some((rule) => asksCustomer(rule, order, known.isCustomersFirst));
  const lines = snapshot.linesMissing === true;
  return productIds.length > 0 || customer || lines ? { productIds, customer, lines } : null;
}

/** Of the customer's first order it is asked; of a later one where the rule counts beyond new and returning. */
function asksCustomer(rule: OfferRule, order: WorkingOrder, isFirst: boolean): boolean {
  const reads = readsHistory(rule);
  return isFirst ? reads !== "no" && order.earlierOrders === null : reads === "count";
}
