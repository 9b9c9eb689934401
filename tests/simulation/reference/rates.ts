import { text } from "./json.ts";
import type { Match, Offer, Partnership, Tiers } from "./offer.ts";
import type { EvidenceKind } from "./output.ts";
import type { Standing } from "./customers.ts";
import type { Nanos } from "./time.ts";
import type { Line } from "./units.ts";

/** A part of a line that earns at one rate. */
export type Part = { commissionable: bigint; bps: number; why: string };
export type RateQuestion = {
  offer: Offer;
  partnership: Partnership;
  evidence: EvidenceKind;
  standing: Standing;
  processed: Nanos;
  /** the creator's earlier credited orders in the tiers' period */
  ordersBefore: bigint;
  /** the creator's net sales in the tiers' period before the order */
  salesBefore: bigint;
};

const RANK = ["variant", "product", "sku", "vendor"] as const;

function fieldOf(line: Line, key: (typeof RANK)[number]): string | undefined {
  if (key === "variant") return text(line.body["variant_id"]);
  if (key === "product") return text(line.body["product_id"]);
  return text(line.body[key]);
}

export function matches(line: Line, match: Match): boolean {
  return RANK.every((key) => match[key] === undefined || match[key] === fieldOf(line, key));
}

/** A match's rank is its most specific key. */
function rank(match: Match): number {
  return RANK.findIndex((key) => match[key] !== undefined);
}

function override(line: Line, offer: Offer): number | undefined {
  const fitting = offer.rule.overrides.filter((one) => matches(line, one.match));
  return fitting.toSorted((a, b) => rank(a.match) - rank(b.match))[0]?.bps;
}

function stepAt(tiers: Tiers, at: bigint): number {
  return tiers.steps.findLast((step) => step.from <= at)?.bps ?? 0;
}

/** The line's amount cut at the steps that it crosses. */
function tierParts(tiers: Tiers, amount: bigint, filled: bigint, question: RateQuestion): Part[] {
  const why = "tiers";
  if (tiers.by === "orders") return [{ commissionable: amount, bps: stepAt(tiers, question.ordersBefore), why }];
  if (tiers.mode === "whole") return [{ commissionable: amount, bps: stepAt(tiers, question.salesBefore), why }];
  const cuts = tiers.steps.map((step) => step.from).filter((from) => from > filled && from < filled + amount);
  const edges = [filled, ...cuts, filled + amount];
  return edges.slice(1).map((edge, i) => {
    const start = edges[i] ?? filled;
    return { commissionable: edge - start, bps: stepAt(tiers, start), why };
  });
}

function spoken(line: Line, amount: bigint, filled: bigint, question: RateQuestion): Part[] {
  const { rule } = question.offer;
  const plain: [number | null | undefined, string][] = [
    [override(line, question.offer), "override"],
    [question.partnership.bps, "partnership"],
    [rule.customers[question.standing.rate], "customers"],
    [rule.evidence[question.evidence], "evidence"],
  ];
  for (const [bps, why] of plain) if (typeof bps === "number") return [{ commissionable: amount, bps, why }];
  if (rule.tiers) return tierParts(rule.tiers, amount, filled, question);
  return rule.percent === undefined ? [] : [{ commissionable: amount, bps: rule.percent, why: "percent" }];
}

/**
 * The rates of an earning line, of which the creator has `amount`.
 *
 * @param filled where in the tiers the line begins
 */
export function partsOf(line: Line, amount: bigint, filled: bigint, question: RateQuestion): Part[] {
  const boost = question.offer.rule.boost;
  let parts = spoken(line, amount, filled, question);
  if (boost && boost.from <= question.processed && question.processed < boost.until) {
    const boosted = { bps: boost.bps, why: "boost" };
    parts =
      parts.length === 0
        ? [{ commissionable: amount, ...boosted }]
        : parts.map((part) => (boost.bps > part.bps ? { ...part, ...boosted } : part));
  }
  return parts.reduce<Part[]>((joined, part) => {
    const last = joined.at(-1);
    if (last?.bps !== part.bps || last.why !== part.why) return [...joined, part];
    return [...joined.slice(0, -1), { ...last, commissionable: last.commissionable + part.commissionable }];
  }, []);
}
