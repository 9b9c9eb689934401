import { GRACE_DAYS } from "../attribution/standing.ts";
import type { OfferRule } from "../commission/rule.ts";
import type { OfferTerms } from "../offer/terms.ts";
import { earningsSentences, matchInWords } from "./earnings-in-words.ts";
import { counted, type Formats, listed, sentences } from "./words.ts";

export interface PlainLine {
  readonly key: "earn" | "on" | "payable" | "window" | "limits";
  readonly title: string;
  readonly text: string;
}

export type PlainTerms = readonly [PlainLine, PlainLine, PlainLine, PlainLine, PlainLine];

/**
 * An offer's terms in five lines that a person reads in a minute. They say everything that the terms say; where
 * something is cut short (long lists of products) they say that there is more.
 *
 * @param terms.noticeDays how long before a worse version takes effect creators are told
 * @param ownRateBps the partnership's own rate, where it has one
 */
export function termsInPlainWords(
  terms: Pick<OfferTerms, "rule" | "attributionWindowDays" | "holdDays"> & { readonly noticeDays: number },
  formats: Formats,
  ownRateBps: number | null = null,
): PlainTerms {
  const { rule } = terms;
  return [
    { key: "earn", title: "What you earn", text: sentences(...earningsSentences(rule, ownRateBps, formats)) },
    { key: "on", title: "On what", text: onWhat(rule) },
    { key: "payable", title: "When it is payable", text: payable(terms.holdDays) },
    { key: "window", title: "How long a click counts", text: windowInWords(terms.attributionWindowDays, rule) },
    { key: "limits", title: "Limits and changes", text: limits(rule, terms.noticeDays, formats) },
  ];
}

function onWhat(rule: OfferRule): string {
  const base =
    rule.base === "after_discounts"
      ? "The price of the products after discounts, without tax."
      : "The price of the products before discounts, without tax.";
  const left = "Shipping, gift cards, tips and whatever is refunded do not count.";
  return sentences(base, left, exclusions(rule));
}

function exclusions({ exclusions: list }: OfferRule): string | null {
  if (list.length === 0) return null;
  const shown = list.slice(0, 3).map(matchInWords);
  const more = list.length > 3 ? [`${counted(list.length - 3, "more choice")} of products`] : [];
  return `Left out: ${listed([...shown, ...more])}.`;
}

function payable(holdDays: number): string {
  const when =
    holdDays === 0 ? "As soon as the order is paid." : `${counted(holdDays, "day")} after the order, once it is paid.`;
  return `${when} A refund before or after that takes its part back, dated and explained.`;
}

function windowInWords(days: number, rule: OfferRule): string {
  const click =
    days === 0
      ? "Clicks do not count."
      : `An order within ${counted(days, "day")} of a click on your link counts as yours.`;
  const code = `Your code counts whenever it is used, until ${counted(GRACE_DAYS, "day")} after the partnership ends.`;
  const lifetime =
    rule.lifetime === undefined
      ? null
      : `Your customers' later orders are yours for ${counted(rule.lifetime.months, "month")}, if nobody else sent them.`;
  return sentences(click, code, lifetime);
}

function limits(rule: OfferRule, noticeDays: number, formats: Formats): string {
  return sentences(
    caps(rule, formats),
    "Your own orders never earn.",
    excludedOrders(rule),
    noticeDays === 0
      ? "The brand may change the terms at any time; you are told, and earlier orders keep the old ones."
      : `If the terms get worse you are told ${counted(noticeDays, "day")} before; earlier orders keep the old ones.`,
  );
}

function caps({ caps: limit }: OfferRule, { money }: Formats): string {
  const parts = [
    limit.perOrderMinor === undefined ? null : `${money(limit.perOrderMinor)} for an order`,
    limit.perCreatorMonthMinor === undefined ? null : `${money(limit.perCreatorMonthMinor)} for you in a month`,
    limit.budgetMinor === undefined ? null : `${money(limit.budgetMinor)} for all creators together`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? "No upper limit." : `At most ${listed(parts)}.`;
}

const SOURCES: Readonly<Record<string, string>> = {
  pos: "orders made in a physical store",
  shopify_draft_order: "orders that the brand writes itself",
};

function excludedOrders({ orders }: OfferRule): string | null {
  const parts = [
    ...orders.excludeSources.map((source) => SOURCES[source.trim().toLowerCase()] ?? `orders from ${source}`),
    ...orders.excludeTags.map((tag) => `orders tagged ${tag}`),
    ...(orders.excludeBusinessBuyers ? ["orders of businesses"] : []),
  ];
  return parts.length === 0 ? null : `Never: ${listed(parts)}.`;
}
