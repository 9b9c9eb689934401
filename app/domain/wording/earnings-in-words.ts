import type { LineMatch, OfferRule, Tiers } from "../commission/rule.ts";
import type { ShopperTerms } from "../offer/shopper-terms.ts";
import { capitalised, counted, type Formats, listed, rateInWords } from "./words.ts";

/** What an offer pays in a few words, for a list: `10% of each sale`. */
export function earningsHeadline(rule: OfferRule, formats: Formats): string {
  const parts = [rateHeadline(rule), ...flats(rule, formats)].filter((part) => part !== null);
  return parts.length === 0 ? "Nothing for sales of this kind" : parts.join(" + ");
}

/** What a shopper saves, in a few words; null for nothing. */
export function savingHeadline(terms: ShopperTerms, { money }: Formats): string | null {
  if (terms.kind === "none") return null;
  const saving = terms.kind === "percent" ? `${rateInWords(terms.bps)} off` : `${money(terms.amountMinor)} off`;
  const minimum = terms.minimumMinor === null ? "" : ` from ${money(terms.minimumMinor)}`;
  return `${saving}${minimum}${terms.oncePerCustomer ? ", once per customer" : ""}`;
}

/** All that decides the rate, as sentences. */
export function earningsSentences(rule: OfferRule, ownRateBps: number | null, formats: Formats): string[] {
  const own = ownRateBps === null ? null : `You have your own rate: ${rateInWords(ownRateBps)} of each sale.`;
  const general = own ?? generalRate(rule, formats);
  const flat = flats(rule, formats);
  const plus =
    flat.length === 0 ? null : general === null ? `${capitalised(listed(flat))}.` : `On top: ${listed(flat)}.`;
  return [general, plus, overrides(rule), boost(rule, formats), repeat(rule)].filter((part) => part !== null);
}

function rateHeadline({ percent, tiers, customers, evidence }: OfferRule): string | null {
  const special = [...Object.values(evidence), ...Object.values(customers)]
    .map((rate) => rate?.bps)
    .filter((bps) => bps !== undefined);
  // Tiers speak before the general percentage, which then never does.
  const general = tiers?.steps.map((step) => step.bps) ?? (percent === undefined ? [] : [percent.bps]);
  const all = [...special, ...general];
  if (all.length === 0) return null;
  return new Set(all).size === 1 ? `${rateInWords(all[0] ?? 0)} of each sale` : range(all);
}

const range = (rates: readonly number[]): string =>
  `${rateInWords(Math.min(...rates))} to ${rateInWords(Math.max(...rates))} of each sale`;

function flats({ flatPerOrder, flatPerItem }: OfferRule, { money }: Formats): string[] {
  return [
    ...(flatPerOrder === undefined || flatPerOrder.amountMinor === 0n
      ? []
      : [`${money(flatPerOrder.amountMinor)} for each order`]),
    ...(flatPerItem === undefined || flatPerItem.amountMinor === 0n
      ? []
      : [`${money(flatPerItem.amountMinor)} for each item`]),
  ];
}

/** In the sequence in which the parts of a rule speak: customers, evidence, tiers, percent. */
function generalRate(rule: OfferRule, formats: Formats): string | null {
  const special = [...customerRates(rule), ...evidenceRates(rule)];
  const rest = rule.tiers === undefined ? percentOf(rule) : tiersInWords(rule.tiers, formats);
  if (special.length === 0) return rest === null ? null : `${capitalised(rest)}.`;
  const otherwise = rest === null ? "" : ` Otherwise ${rest}.`;
  return `${capitalised(listed(special))}.${otherwise}`;
}

const percentOf = ({ percent }: OfferRule): string | null =>
  percent === undefined ? null : `${rateInWords(percent.bps)} of each sale`;

function customerRates({ customers }: OfferRule): string[] {
  return [...customerRate(customers.new, "new customers"), ...customerRate(customers.returning, "returning customers")];
}

function customerRate(rate: { readonly bps: number } | null | undefined, who: string): string[] {
  if (rate === undefined) return [];
  return [rate === null ? `nothing for orders of ${who}` : `${rateInWords(rate.bps)} for ${who}`];
}

const EVIDENCE_WORDS = {
  code: "when your code is on the order",
  entered: "when your code is entered at checkout",
  click: "when your link was clicked",
  landing: "when the visit began with your link",
  lifetime: "for later orders of your customers",
  survey: "when the shopper names you after the purchase",
} as const;

function evidenceRates({ evidence }: OfferRule): string[] {
  return Object.entries(EVIDENCE_WORDS).flatMap(([kind, words]) => {
    const rate = evidence[kind as keyof typeof EVIDENCE_WORDS];
    return rate === undefined ? [] : [`${rateInWords(rate.bps)} ${words}`];
  });
}

function tiersInWords(tiers: Tiers, { money }: Formats): string {
  const period = tiers.period === "calendar_month" ? "in a month" : "in all";
  const steps = tiers.steps.map((step, index) => {
    const rate = `${rateInWords(step.bps)}`;
    if (index === 0) return `${rate} of each sale`;
    const from = "fromMinor" in step ? money(step.fromMinor) : counted(step.fromCount, "order");
    return `${rate} from ${from} ${period}`;
  });
  return steps.join(", then ");
}

function overrides({ overrides: list }: OfferRule): string | null {
  if (list.length === 0) return null;
  const shown = list.slice(0, 3).map(({ match, bps }) => `${rateInWords(bps)} for ${matchInWords(match)}`);
  const more = list.length > 3 ? [`other rates for ${counted(list.length - 3, "more choice")} of products`] : [];
  return `Special rates: ${listed([...shown, ...more])}.`;
}

/** Ids say nothing to a person, names do. */
export function matchInWords(match: LineMatch): string {
  const named = [
    match.vendor === undefined ? null : `products by ${match.vendor}`,
    match.productType === undefined ? null : `products of the type ${match.productType}`,
    match.tag === undefined ? null : `products tagged ${match.tag}`,
    match.sku === undefined ? null : `the product with SKU ${match.sku}`,
    match.collection === undefined ? null : "a collection that the brand chose",
    match.product === undefined ? null : "a product that the brand chose",
    match.variant === undefined ? null : "a variant that the brand chose",
  ].filter((part) => part !== null);
  return listed(named);
}

function boost({ boost: part }: OfferRule, { day }: Formats): string | null {
  if (part === undefined) return null;
  return `At least ${rateInWords(part.bps)} from ${day(part.from)} to ${day(part.until)}.`;
}

function repeat({ repeat: part }: OfferRule): string | null {
  switch (part.kind) {
    case "all_orders":
      return null;
    case "first_order":
      return "Only a customer's first order earns.";
    case "first_orders":
      return `Only a customer's first ${counted(part.count, "order")} earn.`;
    case "months":
      return `A customer's orders earn for ${counted(part.count, "month")} after their first one.`;
  }
}
