import type { Instant } from "../kernel/instant.ts";
import { byCodePoints } from "../kernel/text.ts";
import {
  type Evidence,
  type EvidenceKind,
  type LossReason,
  type OfferTerms,
  type Partnership,
  strengthOf,
} from "./evidence.ts";
import { whyNotCounting } from "./standing.ts";

/** Whom an order is credited to, and why everybody else lost. Kept for good. */
export interface Attribution {
  readonly outcome:
    | { readonly kind: "credited"; readonly by: EvidenceKind }
    | { readonly kind: "self_referral" }
    | { readonly kind: "no_evidence" };
  /** More than one only when codes of several creators are on the order; the first credited code's creator first. */
  readonly credited: readonly Partnership[];
  /** By creator, then strength; at most once for each creator and kind. */
  readonly rejected: readonly Rejection[];
}

export interface Rejection {
  readonly partnership: Partnership;
  readonly kind: EvidenceKind;
  readonly reason: LossReason;
}

export interface AttributionContext {
  readonly processedAt: Instant;
  readonly termsOf: (partnership: Partnership) => OfferTerms;
  /** Creators whose id, e-mail or phone is the customer's own. */
  readonly selfReferred: ReadonlySet<string>;
}

interface Weighed extends Evidence {
  readonly position: number;
  readonly whyNot: LossReason | null;
  readonly self: boolean;
  readonly unpaidSurvey: boolean;
  /** A leaked code gives way to a live click of another creator. */
  readonly demoted: boolean;
}

/**
 * Credits an order. Evidence comes in its sequence: the newest snapshot's first. All of it is recorded, and each
 * loser gets the first reason that holds.
 */
export function attribute(evidence: readonly Evidence[], context: AttributionContext): Attribution {
  const weighed = weigh(evidence, context);
  const candidates = weighed.filter((item) => item.whyNot === null && !item.unpaidSurvey).toSorted(byStrength);
  const winner = candidates[0];
  const credited = winner === undefined ? [] : winnersOf(winner, candidates);
  const rejected = losers(weighed, new Set(credited.map((partnership) => partnership.creator)));
  if (winner === undefined) return { outcome: { kind: "no_evidence" }, credited, rejected };
  if (credited.length === 0) return { outcome: { kind: "self_referral" }, credited, rejected };
  return { outcome: { kind: "credited", by: winner.kind }, credited, rejected };
}

function weigh(evidence: readonly Evidence[], context: AttributionContext): Weighed[] {
  const standing = evidence.map((item, position) => {
    const terms = context.termsOf(item.partnership);
    return {
      ...item,
      position,
      whyNot: whyNotCounting(item, context.processedAt, terms),
      self: context.selfReferred.has(item.partnership.creator),
      unpaidSurvey: item.kind === "survey" && !terms.paysSurveys,
    };
  });
  const liveClicks = standing.filter((item) => item.kind === "click" && item.whyNot === null && !item.self);
  return standing.map((item) => ({
    ...item,
    demoted: item.leaked === true && liveClicks.some((click) => click.partnership.creator !== item.partnership.creator),
  }));
}

/** A click without a time ranks as the oldest. */
const timeOf = (item: Weighed): number => item.clickedAt ?? Number.NEGATIVE_INFINITY;

const rankOf = (item: Weighed): number => (item.demoted ? strengthOf("click") + 0.5 : strengthOf(item.kind));

function byStrength(a: Weighed, b: Weighed): number {
  if (rankOf(a) !== rankOf(b)) return rankOf(a) - rankOf(b);
  if (a.kind === "click" && timeOf(a) !== timeOf(b)) return timeOf(b) - timeOf(a);
  return a.position - b.position;
}

/**
 * Codes of several creators share an order, the first code of each; anything else has one winner. A self-referred
 * winner is not paid and weaker evidence does not step in; another creator's code then has the order whole.
 */
function winnersOf(winner: Weighed, candidates: readonly Weighed[]): Partnership[] {
  const winners = winner.kind === "code" ? candidates.filter((item) => rankOf(item) === rankOf(winner)) : [winner];
  const byCreator = new Map<string, Partnership>();
  for (const { partnership, self } of winners)
    if (!self && !byCreator.has(partnership.creator)) byCreator.set(partnership.creator, partnership);
  return [...byCreator.values()];
}

function losers(weighed: readonly Weighed[], credited: ReadonlySet<string>): Rejection[] {
  const strongest = new Map<string, Weighed>();
  for (const item of weighed.filter(({ partnership }) => !credited.has(partnership.creator))) {
    const key = `${item.kind} ${item.partnership.creator}`;
    const known = strongest.get(key);
    if (known === undefined || countingFirst(item, known) < 0) strongest.set(key, item);
  }
  const newestClick = Math.max(...weighed.filter((item) => item.kind === "click" && item.whyNot === null).map(timeOf));
  return [...strongest.values()]
    .map((item) => ({ partnership: item.partnership, kind: item.kind, reason: reasonOf(item, newestClick) }))
    .toSorted(
      (a, b) => byCodePoints(a.partnership.creator, b.partnership.creator) || strengthOf(a.kind) - strengthOf(b.kind),
    );
}

const countingFirst = (a: Weighed, b: Weighed): number =>
  Number(a.whyNot !== null) - Number(b.whyNot !== null) || byStrength(a, b);

function reasonOf(item: Weighed, newestClick: number): LossReason {
  if (item.whyNot !== null) return item.whyNot;
  if (item.self) return "self_referral";
  if (item.unpaidSurvey) return "survey_unpaid";
  if (item.demoted) return "leaked_code";
  if (item.kind === "click" && timeOf(item) < newestClick) return "older_click";
  return "weaker_evidence";
}
