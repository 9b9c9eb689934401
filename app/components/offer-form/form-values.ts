import { MATCH_KEYS, type MatchKey } from "#app/domain/commission/rule.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import { formatDecimal } from "#app/domain/money/money.ts";
import type { OfferTerms } from "#app/domain/offer/terms.ts";

/** An offer's draft as its form holds it: text, as people type it. */
export type OfferFormValues = {
  name: string;
  description: string;
  autoApprove: boolean;
  noticeDays: string;
  customers: "all" | "new_only" | "by_kind";
  /** Of every customer, or of new ones. */
  percent: string;
  returningPercent: string;
  flatPerOrder: string;
  base: "after_discounts" | "before_discounts";
  overrides: { key: MatchKey; value: string; percent: string }[];
  exclusions: { key: MatchKey; value: string }[];
  capPerOrder: string;
  capPerCreatorMonth: string;
  capBudget: string;
  holdDays: string;
  windowDays: string;
  saving: "none" | "percent" | "fixed";
  savingValue: string;
  savingMinimum: string;
  oncePerCustomer: boolean;
};

type Details = { name: string; description: string; autoApprove: boolean; noticeDays: number };

/** What the form shows of stored terms. Parts of a rule that it has no field for are kept by `ruleDocumentOf`. */
export function valuesOf(details: Details, terms: OfferTerms): OfferFormValues {
  const { rule, shopperTerms: saving, currency } = terms;
  const money = moneyText(currency);
  const kind = customersKind(rule.customers);
  const main = kind === "all" ? rule.percent?.bps : rule.customers.new?.bps;
  return {
    name: details.name,
    description: details.description,
    autoApprove: details.autoApprove,
    noticeDays: String(details.noticeDays),
    customers: kind,
    percent: percentText(main),
    returningPercent: percentText(rule.customers.returning?.bps),
    flatPerOrder: money(rule.flatPerOrder?.amountMinor),
    base: rule.base,
    overrides: rule.overrides.flatMap(({ match, bps }) =>
      rowsOf(match).map((row) => ({ ...row, percent: percentText(bps) })),
    ),
    exclusions: rule.exclusions.flatMap(rowsOf),
    capPerOrder: money(rule.caps.perOrderMinor),
    capPerCreatorMonth: money(rule.caps.perCreatorMonthMinor),
    capBudget: money(rule.caps.budgetMinor),
    holdDays: String(terms.holdDays),
    windowDays: String(terms.attributionWindowDays),
    saving: saving.kind,
    savingValue:
      saving.kind === "percent" ? percentText(saving.bps) : saving.kind === "fixed" ? money(saving.amountMinor) : "",
    savingMinimum: saving.kind === "none" ? "" : money(saving.minimumMinor ?? undefined),
    oncePerCustomer: saving.kind !== "none" && saving.oncePerCustomer,
  };
}

type Customers = OfferTerms["rule"]["customers"];
const customersKind = ({ new: fresh, returning }: Customers): OfferFormValues["customers"] =>
  fresh === undefined && returning === undefined ? "all" : returning === null ? "new_only" : "by_kind";

const percentText = (bps: number | undefined): string => (bps === undefined ? "" : String(bps / 100));

const moneyText =
  (currency: Currency) =>
  (amountMinor: bigint | undefined): string =>
    amountMinor === undefined ? "" : formatDecimal({ amountMinor, currency }).replace(/\.0+$/, "");

type Match = Partial<Record<MatchKey, string | undefined>>;

/** A row of the form has one property; what is recognised by several has no row. */
function rowsOf(match: Match): { key: MatchKey; value: string }[] {
  const set = MATCH_KEYS.flatMap((key) => (match[key] === undefined ? [] : [{ key, value: match[key] }]));
  return set.length === 1 ? set : [];
}

/** What a row can be recognised by, in the merchant's words. */
export const matchLabels: Record<MatchKey, string> = {
  product: "Product ID",
  variant: "Variant ID",
  sku: "SKU",
  vendor: "Vendor",
  collection: "Collection ID",
  productType: "Product type",
  tag: "Product tag",
};
