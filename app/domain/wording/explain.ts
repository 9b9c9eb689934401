import type { Rejection } from "../attribution/attribute.ts";
import type { EvidenceKind, LossReason } from "../attribution/evidence.ts";
import type { Commission, CommissionEntry } from "../commission/commissions-for.ts";
import type { Currency } from "../money/currency.ts";
import type { OrderGate } from "../order/gate.ts";
import type { Verdict } from "../verdict/judge.ts";
import { storedAmount } from "./stored-amounts.ts";
import { rateInWords } from "./words.ts";

/**
 * Verdicts in plain English, as they are stored and printed (amounts as `storedAmount` writes them). No order name, no
 * shopper, and of other creators nothing but that there were some.
 */

const EVIDENCE: Readonly<Record<EvidenceKind, string>> = {
  code: "the code on the order",
  entered: "the code entered at checkout",
  click: "a click on the link",
  landing: "the link that the visit began with",
  lifetime: "an earlier order of the same customer",
  survey: "the shopper's answer after the purchase",
};

export const evidenceInWords = (kind: EvidenceKind): string => EVIDENCE[kind];

const GATE: Readonly<Record<OrderGate, string>> = {
  test_order: "it is a test order",
  cancelled: "it was cancelled",
  voided: "its payment was voided",
  refunded: "it was refunded in full",
  excluded_order: "the offer leaves out orders of this kind",
};

const LOSS: Readonly<Record<LossReason, string>> = {
  outside_window: "the click was outside the offer's window",
  not_active: "the partnership was not active then",
  offer_not_in_force: "the offer was not in force then",
  self_referral: "the order is the creator's own",
  survey_unpaid: "the offer does not pay for survey answers",
  leaked_code: "the code was shared on coupon sites and another creator's click was live",
  older_click: "another click was newer",
  weaker_evidence: "other evidence on the order was stronger",
};

export const lossInWords = (reason: LossReason): string => LOSS[reason];

const WHY: Readonly<Record<CommissionEntry["why"], string>> = {
  override: "the rate for this product",
  partnership: "the creator's own rate",
  customers: "the rate for this kind of customer",
  evidence: "the rate for this kind of evidence",
  tiers: "the rate of the step reached",
  percent: "the offer's rate",
  boost: "the boost in force",
  flat_per_item: "a flat amount for each item",
  flat_per_order: "a flat amount for the order",
};

/** One entry of a commission: `10% of 18.00 USD, the offer's rate`. */
export function explainEntry(entry: CommissionEntry, currency: Currency): string {
  const what =
    entry.bps === null ? "" : `${rateInWords(entry.bps)} of ${storedAmount(entry.commissionableMinor, currency)}, `;
  return `${what}${WHY[entry.why]}${entry.lineId === null ? "" : ` (line ${entry.lineId})`}`;
}

export const explainRejection = ({ kind, reason }: Pick<Rejection, "kind" | "reason">): string =>
  `${EVIDENCE[kind]}: ${LOSS[reason]}`;

/** Why an order is no longer credited to a creator, where the order's own state does not say it; else null. */
export function creditLostInWords({ reason, attribution }: Verdict, creator: string): string | null {
  const lost = attribution.rejected.find(({ partnership }) => partnership.creator === creator);
  if (lost !== undefined) return LOSS[lost.reason];
  return reason === "excluded_order" ? GATE[reason] : null;
}

const CAP = {
  per_order: "the limit for one order",
  per_creator_month: "the creator's limit for the month",
  budget: "the offer's budget",
};

/** What the offer's limits took off a commission. */
export const explainCuts = ({ cuts }: Pick<Commission, "cuts">, currency: Currency): string[] =>
  cuts.map(({ cap, byMinor }) => `${CAP[cap]} took off ${storedAmount(byMinor, currency)}`);

/** What a creator is told of a commission, in one sentence. */
export function explainCommission(commission: Commission, currency: Currency): string {
  const earned = `${storedAmount(commission.amountMinor, currency)} for ${EVIDENCE[commission.evidence]}`;
  if (commission.silencedBy === "customers") return `${earned}: the offer does not pay for this kind of customer`;
  if (commission.silencedBy === "repeat") return `${earned}: the offer does not pay for this customer's further orders`;
  return [earned, ...explainCuts(commission, currency)].join("; ");
}

/**
 * An order's verdict in one sentence, for the brand.
 *
 * @param nameOf how a creator is called; what is stored names nobody, since names change and people may leave
 */
export function explainVerdict(
  verdict: Verdict,
  currency: Currency,
  nameOf: (creator: string) => string = (creator) => creator,
): string {
  const { reason, commissions } = verdict;
  if (reason in GATE) return `pays nothing: ${GATE[reason as OrderGate]}`;
  if (reason === "self_referral") return "pays nothing: the evidence is the shopper's own";
  if (reason === "no_evidence") {
    return verdict.attribution.rejected.length === 0
      ? "pays nothing: no evidence of a creator"
      : "pays nothing: the evidence on it does not count";
  }
  return commissions
    .map((commission) => `pays ${nameOf(commission.partnership.creator)} ${explainCommission(commission, currency)}`)
    .join(", ");
}
