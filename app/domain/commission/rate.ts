import type { EvidenceKind, Partnership } from "../attribution/evidence.ts";
import type { Instant } from "../kernel/instant.ts";
import { type CustomerStanding, customersRate } from "./customer.ts";
import type { LineTraits } from "./line-traits.ts";
import { MATCH_KEYS, type LineMatch, type OfferRule, type Tiers } from "./rule.ts";

/** Which part of a rule gave a rate. */
export type RateSource = "override" | "partnership" | "customers" | "evidence" | "tiers" | "percent" | "boost";

/** A part of a line's commissionable amount with the rate it earns. */
export interface RatedPart {
  readonly commissionableMinor: bigint;
  readonly bps: number;
  readonly why: RateSource;
}

export interface RateContext {
  readonly partnership: Partnership;
  readonly evidence: EvidenceKind;
  readonly customer: CustomerStanding;
  readonly processedAt: Instant;
  /** The creator's total before this line: net sales in minor units, or earlier orders. */
  readonly tierTotal: { readonly beforeOrder: bigint; readonly beforeLine: bigint };
}

/** All keys of a match must hold, as text, exactly. */
export function matches(match: LineMatch, line: LineTraits): boolean {
  return MATCH_KEYS.every((key) => match[key] === undefined || line[key].includes(match[key]));
}

/**
 * The rates of a line's amount: the first part of the rule that speaks, lifted by a boost in force. Marginal tiers may
 * cut the amount into several parts; neighbours of equal rate and source are one. Empty when nothing speaks.
 */
export function ratesFor(rule: OfferRule, line: LineTraits, amountMinor: bigint, context: RateContext): RatedPart[] {
  const boosted = boostInForce(rule, context.processedAt);
  const spoken = spokenRates(rule, line, amountMinor, context);
  if (spoken.length === 0)
    return boosted === null ? [] : [{ commissionableMinor: amountMinor, bps: boosted, why: "boost" }];
  const lifted = spoken.map((part): RatedPart =>
    boosted !== null && boosted > part.bps ? { ...part, bps: boosted, why: "boost" } : part,
  );
  return merged(lifted);
}

function spokenRates(rule: OfferRule, line: LineTraits, amountMinor: bigint, context: RateContext): RatedPart[] {
  const whole = (bps: number, why: RateSource): RatedPart[] => [{ commissionableMinor: amountMinor, bps, why }];
  const override = bestOverride(rule, line);
  if (override !== null) return whole(override, "override");
  if (context.partnership.ownRateBps !== null) return whole(context.partnership.ownRateBps, "partnership");
  const customers = customersRate(rule.customers, context.customer);
  if (typeof customers === "number") return whole(customers, "customers");
  const evidence = rule.evidence[context.evidence];
  if (evidence !== undefined) return whole(evidence.bps, "evidence");
  if (rule.tiers !== undefined) return tierRates(rule.tiers, amountMinor, context.tierTotal);
  return rule.percent === undefined ? [] : whole(rule.percent.bps, "percent");
}

/** The most specific matching override; among equals the first in the list. */
function bestOverride(rule: OfferRule, line: LineTraits): number | null {
  let best: { bps: number; rank: number } | null = null;
  for (const { match, bps } of rule.overrides) {
    const rank = MATCH_KEYS.findIndex((key) => match[key] !== undefined);
    if (matches(match, line) && (best === null || rank < best.rank)) best = { bps, rank };
  }
  return best?.bps ?? null;
}

function boostInForce({ boost }: OfferRule, at: Instant): number | null {
  return boost !== undefined && boost.from <= at && at < boost.until ? boost.bps : null;
}

function tierRates(tiers: Tiers, amountMinor: bigint, total: RateContext["tierTotal"]): RatedPart[] {
  const steps = tiers.steps.map((step) => ({
    from: "fromMinor" in step ? step.fromMinor : BigInt(step.fromCount),
    bps: step.bps,
  }));
  const at = (position: bigint): number => steps.findLastIndex((step) => step.from <= position);
  const part = (step: number, commissionableMinor: bigint): RatedPart => ({
    commissionableMinor,
    bps: steps[step]?.bps ?? 0,
    why: "tiers",
  });
  if (tiers.by === "orders" || tiers.mode === "whole") return [part(at(total.beforeOrder), amountMinor)];

  const parts: RatedPart[] = [];
  const end = total.beforeLine + amountMinor;
  let position = total.beforeLine;
  do {
    const step = at(position);
    const stepEnd = steps[step + 1]?.from ?? end;
    const upTo = stepEnd < end ? stepEnd : end;
    parts.push(part(step, upTo - position));
    position = upTo;
  } while (position < end);
  return parts;
}

function merged(parts: readonly RatedPart[]): RatedPart[] {
  const out: RatedPart[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (last?.bps === part.bps && last.why === part.why)
      out[out.length - 1] = { ...last, commissionableMinor: last.commissionableMinor + part.commissionableMinor };
    else out.push(part);
  }
  return out;
}
