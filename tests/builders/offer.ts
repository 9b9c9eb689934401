import type { Attribution } from "#app/domain/attribution/attribute.ts";
import type { Evidence, EvidenceKind, Partnership } from "#app/domain/attribution/evidence.ts";
import type { CommissionContext, CreatorTotals } from "#app/domain/commission/commissions-for.ts";
import { type OfferRule, parseRule } from "#app/domain/commission/rule.ts";

/** Parts of offers for tests. */

export function aRule(document: Record<string, unknown> = { percent: { bps: 1000 } }): OfferRule {
  const parsed = parseRule(document);
  if (parsed.kind === "invalid") throw new Error(JSON.stringify(parsed.problems));
  return parsed.rule;
}

/** The partnership of a creator: active since ever, under the offer `offer`. */
export function aPartnership(creator = "maya", change: Partial<Partnership> = {}): Partnership {
  return {
    id: `${creator}'s`,
    creator,
    offerId: "offer",
    activeFrom: null,
    activeUntil: null,
    endedForFraud: false,
    ownRateBps: null,
    ...change,
  };
}

export const someEvidence = (kind: EvidenceKind, creator = "maya", change: Partial<Evidence> = {}): Evidence => ({
  kind,
  partnership: aPartnership(creator),
  ...change,
});

export const creditedTo = (
  partnerships: readonly Partnership[] = [aPartnership()],
  by: EvidenceKind = "code",
): Attribution => ({ outcome: { kind: "credited", by }, credited: partnerships, rejected: [] });

export const NO_TOTALS: CreatorTotals = { netSalesMinor: 0n, orders: 0, monthUsedMinor: 0n };

export function aContext(
  change: Partial<CommissionContext> & { totals?: Partial<CreatorTotals> } = {},
): CommissionContext {
  const { totals, ...rest } = change;
  return {
    customer: { kind: "guest" },
    ownerOf: (code) => code,
    productOf: () => undefined,
    totalsOf: () => ({ ...NO_TOTALS, ...totals }),
    budgetUsedMinor: 0n,
    ...rest,
  };
}
