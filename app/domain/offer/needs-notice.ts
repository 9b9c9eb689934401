import type { OfferRule, Repeat, Tiers } from "../commission/rule.ts";
import { canonicalText } from "../kernel/text.ts";
import { shopperTermsDocument } from "./shopper-terms.ts";
import type { OfferTerms } from "./terms.ts";

/**
 * Whether creators must be told before `next` replaces `current`.
 *
 * Only a higher rate or a lifted limit, all else equal, may come at once. Both are looked for exactly where they are
 * safe: at the same place of the same rule. Whatever cannot be seen to be better gives notice.
 */
export function needsNotice(current: OfferTerms, next: OfferTerms): boolean {
  return !(
    same(
      { currency: current.currency, shopper: shopper(current) },
      { currency: next.currency, shopper: shopper(next) },
    ) &&
    next.attributionWindowDays >= current.attributionWindowDays &&
    next.holdDays <= current.holdDays &&
    ruleNotWorse(current.rule, next.rule)
  );
}

const shopper = (terms: OfferTerms) => shopperTermsDocument(terms.shopperTerms);

function ruleNotWorse(a: OfferRule, b: OfferRule): boolean {
  return (
    same([a.base, a.exclusions, a.orders, a.lifetime], [b.base, b.exclusions, b.orders, b.lifetime]) &&
    rateNotWorse(a.percent, b.percent) &&
    flatNotWorse(a.flatPerOrder, b.flatPerOrder) &&
    flatNotWorse(a.flatPerItem, b.flatPerItem) &&
    same(matchesOf(a), matchesOf(b)) &&
    a.overrides.every((override, index) => rateNotWorse(override, b.overrides[index])) &&
    rateNotWorse(a.customers.new, b.customers.new) &&
    rateNotWorse(a.customers.returning, b.customers.returning) &&
    evidenceNotWorse(a, b) &&
    tiersNotWorse(a.tiers, b.tiers) &&
    repeatNotWorse(a.repeat, b.repeat) &&
    boostNotWorse(a.boost, b.boost) &&
    capsNotWorse(a.caps, b.caps)
  );
}

/** Of documents alone: JSON has no amounts. */
const same = (a: unknown, b: unknown): boolean => canonicalText(a) === canonicalText(b);

type Rate = { readonly bps: number } | null | undefined;

/** A rate that appears may silence a higher one that spoke before, and one that goes may leave none. */
function rateNotWorse(a: Rate, b: Rate): boolean {
  if (a === null || a === undefined || b === null || b === undefined) return a === b;
  return b.bps >= a.bps;
}

type Flat = { readonly amountMinor: bigint } | undefined;
const flatNotWorse = (a: Flat, b: Flat): boolean => (b?.amountMinor ?? 0n) >= (a?.amountMinor ?? 0n);

const matchesOf = (rule: OfferRule) => rule.overrides.map((override) => override.match);

const EVIDENCE = ["code", "entered", "click", "landing", "lifetime", "survey"] as const;
const evidenceNotWorse = (a: OfferRule, b: OfferRule): boolean =>
  EVIDENCE.every((kind) => rateNotWorse(a.evidence[kind], b.evidence[kind]));

const frameOf = ({ by, period, mode, steps }: Tiers) => ({ by, period, mode, starts: steps.map(startOf) });
const startOf = (step: Tiers["steps"][number]): string =>
  "fromMinor" in step ? String(step.fromMinor) : String(step.fromCount);

function tiersNotWorse(a: Tiers | undefined, b: Tiers | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return same(frameOf(a), frameOf(b)) && a.steps.every((step, index) => rateNotWorse(step, b.steps[index]));
}

function repeatNotWorse(a: Repeat, b: Repeat): boolean {
  if (b.kind === "all_orders") return true;
  return a.kind === b.kind && countOf(b) >= countOf(a);
}

const countOf = (repeat: Repeat): number => ("count" in repeat ? repeat.count : 0);

function boostNotWorse(a: OfferRule["boost"], b: OfferRule["boost"]): boolean {
  if (a === undefined) return true;
  return b !== undefined && b.from <= a.from && b.until >= a.until && b.bps >= a.bps;
}

const capNotWorse = (a: bigint | undefined, b: bigint | undefined): boolean =>
  b === undefined || (a !== undefined && b >= a);

const capsNotWorse = (a: OfferRule["caps"], b: OfferRule["caps"]): boolean =>
  capNotWorse(a.perOrderMinor, b.perOrderMinor) &&
  capNotWorse(a.perCreatorMonthMinor, b.perCreatorMonthMinor) &&
  capNotWorse(a.budgetMinor, b.budgetMinor);
