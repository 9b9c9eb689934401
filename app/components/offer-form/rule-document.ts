import type { OfferFormParsed } from "./read-offer-form.ts";

type RuleFields = Pick<
  OfferFormParsed,
  | "customers"
  | "percent"
  | "returningPercent"
  | "flatPerOrder"
  | "base"
  | "overrides"
  | "exclusions"
  | "capPerOrder"
  | "capPerCreatorMonth"
  | "capBudget"
>;

/** The rule that the form describes, on top of the parts of the original that it has no field for (tiers, boost …). */
export function ruleDocumentOf(form: RuleFields, original: unknown): Record<string, unknown> {
  const kept = original !== null && typeof original === "object" ? { ...original } : {};
  const edited: Record<string, unknown> = {
    base: form.base === "after_discounts" ? undefined : form.base,
    percent: form.customers === "all" ? rate(form.percent) : undefined,
    customers: customersOf(form),
    flatPerOrder: form.flatPerOrder ? { amountMinor: String(form.flatPerOrder) } : undefined,
    overrides: listOf([
      ...withoutRow(original, "overrides", (item) => item["match"]),
      ...form.overrides.map(({ key, value, percent }) => ({ match: { [key]: value }, bps: percent })),
    ]),
    exclusions: listOf([
      ...withoutRow(original, "exclusions", (item) => item),
      ...form.exclusions.map(({ key, value }) => ({ [key]: value })),
    ]),
    caps: capsOf(form),
  };
  return Object.fromEntries(Object.entries({ ...kept, ...edited }).filter(([, value]) => value !== undefined));
}

type Item = Record<string, unknown>;
const isItem = (value: unknown): value is Item => value !== null && typeof value === "object";

/** Items of the original that are recognised by several properties, and so have no row in the form. */
function withoutRow(original: unknown, list: "overrides" | "exclusions", matchOf: (item: Item) => unknown): Item[] {
  const items = isItem(original) && Array.isArray(original[list]) ? original[list].filter(isItem) : [];
  return items.filter((item) => Object.keys(matchOf(item) ?? {}).length > 1);
}

const rate = (bps: number | null) => (bps === null ? undefined : { bps });
const listOf = <T>(items: T[]) => (items.length === 0 ? undefined : items);

function customersOf({ customers, percent, returningPercent }: RuleFields) {
  if (customers === "all") return undefined;
  return { new: rate(percent), returning: customers === "new_only" ? null : rate(returningPercent) };
}

function capsOf({ capPerOrder, capPerCreatorMonth, capBudget }: RuleFields) {
  const caps = Object.entries({
    perOrderMinor: capPerOrder,
    perCreatorMonthMinor: capPerCreatorMonth,
    budgetMinor: capBudget,
  });
  const set = caps.flatMap(([key, amount]) => (amount === null ? [] : [[key, String(amount)] as const]));
  return set.length === 0 ? undefined : Object.fromEntries(set);
}
