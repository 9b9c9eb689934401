import { type Attribution, attribute } from "../attribution/attribute.ts";
import type { Evidence, EvidenceKind, Partnership } from "../attribution/evidence.ts";
import { type Commission, type CreatorTotals, commissionsFor } from "../commission/commissions-for.ts";
import type { CustomerStanding } from "../commission/customer.ts";
import type { ProductFacts } from "../commission/line-traits.ts";
import type { OfferRule } from "../commission/rule.ts";
import type { CodeOwner } from "../commission/split.ts";
import { byCodePoints } from "../kernel/text.ts";
import { type OrderGate, isExcluded, stateGate } from "../order/gate.ts";
import type { OrderState } from "../order/state.ts";

/** The version of an offer that is in force at an order's `processed_at`. */
export interface OfferInForce {
  readonly id: string;
  readonly rule: OfferRule;
  readonly windowDays: number;
  /** Whether the offer was live then at all. */
  readonly inForce: boolean;
}

/** Everything beside the order itself that its verdict rests on. */
export interface JudgeContext {
  readonly offers: ReadonlyMap<string, OfferInForce>;
  /** The newest snapshot's first; a lifetime claim last. */
  readonly evidence: readonly Evidence[];
  readonly selfReferred: ReadonlySet<string>;
  readonly customer: CustomerStanding;
  readonly ownerOf: CodeOwner;
  readonly productOf: (productId: string) => ProductFacts | undefined;
  readonly totalsOf: (offerId: string, creator: string) => CreatorTotals;
  readonly budgetUsedMinor: (offerId: string) => bigint;
}

/** Why an order pays, or why it does not: the first that holds. */
export type VerdictReason = OrderGate | "self_referral" | EvidenceKind | "no_evidence";

export interface Verdict {
  readonly reason: VerdictReason;
  readonly attribution: Attribution;
  /** By creator, by code points; empty where the order pays nothing. */
  readonly commissions: readonly Commission[];
}

const NOTHING: Attribution = { outcome: { kind: "no_evidence" }, credited: [], rejected: [] };

/** Decides whom an order pays, how much, and why. Pure: the same knowledge gives the same verdict. */
export function judge(order: OrderState, context: JudgeContext): Verdict {
  const { snapshot } = order;
  const gate = stateGate(snapshot);
  if (gate !== null) return { reason: gate, attribution: NOTHING, commissions: [] };
  const excluding = new Set(
    [...context.offers.values()].filter(({ rule }) => isExcluded(snapshot, rule)).map(({ id }) => id),
  );
  if (everyClaimExcluded(context, excluding))
    return { reason: "excluded_order", attribution: NOTHING, commissions: [] };

  const attribution = attribute(context.evidence, {
    processedAt: snapshot.processedAt,
    selfReferred: context.selfReferred,
    termsOf: (partnership) => termsOf(context.offers.get(partnership.offerId), excluding),
  });
  const { outcome } = attribution;
  if (outcome.kind !== "credited") return { reason: outcome.kind, attribution, commissions: [] };
  return { reason: outcome.by, attribution, commissions: commissionsOf(order, attribution, context) };
}

/** With no evidence at all, an order is excluded when no offer would take it. */
function everyClaimExcluded({ evidence, offers }: JudgeContext, excluding: ReadonlySet<string>): boolean {
  const live = [...offers.values()].filter(({ inForce }) => inForce).map(({ id }) => id);
  const claimed = evidence.length > 0 ? evidence.map(({ partnership }) => partnership.offerId) : live;
  return claimed.length > 0 && claimed.every((offerId) => excluding.has(offerId));
}

function termsOf(offer: OfferInForce | undefined, excluding: ReadonlySet<string>) {
  if (offer === undefined) return { windowDays: 0, inForce: false, paysSurveys: false };
  return {
    windowDays: offer.windowDays,
    inForce: offer.inForce && !excluding.has(offer.id),
    paysSurveys: offer.rule.evidence.survey !== undefined,
  };
}

function commissionsOf(order: OrderState, attribution: Attribution, context: JudgeContext): Commission[] {
  const offerIds = [...new Set(attribution.credited.map((partnership: Partnership) => partnership.offerId))];
  const commissions = offerIds.flatMap((offerId) => {
    const offer = context.offers.get(offerId);
    if (offer === undefined) return [];
    return commissionsFor(order, attribution, offer, {
      customer: context.customer,
      ownerOf: context.ownerOf,
      productOf: context.productOf,
      totalsOf: (creator) => context.totalsOf(offerId, creator),
      budgetUsedMinor: context.budgetUsedMinor(offerId),
    });
  });
  return commissions.toSorted((a, b) => byCodePoints(a.partnership.creator, b.partnership.creator));
}
