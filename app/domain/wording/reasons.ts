import type { EvidenceKind, LossReason } from "../attribution/evidence.ts";
import { LOSS_REASONS } from "../attribution/evidence.ts";
import type { CommissionEntry } from "../commission/commissions-for.ts";
import type { OrderGate } from "../order/gate.ts";
import type { SkipReason } from "../payout/plan-payouts.ts";
import type { ReviewSignal } from "../review/review.ts";
import { signalToCreator } from "./reviews.ts";
import { type Formats, rateInWords, sentences } from "./words.ts";

/** Reasons in plain words, said to the creator. No order name, no shopper, no other creator's name or rate. */

const EVIDENCE: Readonly<Record<EvidenceKind, string>> = {
  code: "your code was on the order",
  entered: "your code was entered at checkout",
  click: "your link was clicked",
  landing: "the visit began with your link",
  lifetime: "the customer came by you before",
  survey: "the shopper named you after the purchase",
};

/** `your code was on the order`; fits behind "because" and, capitalised, alone. */
export const evidenceToCreator = (kind: EvidenceKind): string => EVIDENCE[kind];

const SHORT: Readonly<Record<EvidenceKind, string>> = {
  code: "Code",
  entered: "Code at checkout",
  click: "Link",
  landing: "Link",
  lifetime: "Returning customer",
  survey: "Shopper's answer",
};

/** The kind of evidence as a label. */
export const evidenceLabel = (kind: EvidenceKind): string => SHORT[kind];

const GATE: Readonly<Record<OrderGate, string>> = {
  test_order: "It is a test order: no money changed hands.",
  cancelled: "The order was cancelled.",
  voided: "The payment was voided, so the brand was never paid.",
  refunded: "The order was refunded in full.",
  excluded_order: "The offer's terms leave out orders of this kind.",
};

const LOSS: Readonly<Record<LossReason, string>> = {
  outside_window: "The click was too long before the order: it was outside the offer's window.",
  not_active: "Your partnership was not active then: it had not begun, or had ended too long before.",
  offer_not_in_force: "The offer was not in force when the order was placed, or does not take such orders.",
  self_referral: "The order is your own: own orders never earn.",
  survey_unpaid: "The shopper named you after the purchase; this offer records that and does not pay for it.",
  leaked_code: "The brand flagged the code as shared on coupon sites, and another creator's link had been clicked.",
  older_click: "Another creator's link was clicked later than yours: the newest click counts.",
  weaker_evidence: "There was stronger evidence for another creator: a code on the order comes before a click.",
};

/**
 * Why an order that carried a creator's evidence went without credit to them.
 *
 * @param reason the verdict's, where it says why the whole order pays nothing, else the evidence's own
 */
export function whyNotCredited(reason: string): string {
  if (reason in GATE) return GATE[reason as OrderGate];
  if ((LOSS_REASONS as readonly string[]).includes(reason)) return LOSS[reason as LossReason];
  return "The order was credited otherwise.";
}

const WHY: Readonly<Record<CommissionEntry["why"], string>> = {
  override: "the special rate for this product",
  partnership: "your own rate",
  customers: "the rate for this kind of customer",
  evidence: "the rate for this kind of evidence",
  tiers: "the rate of the step you had reached",
  percent: "the offer's rate",
  boost: "the boosted rate of those days",
  flat_per_item: "a fixed amount for each item",
  flat_per_order: "a fixed amount for the order",
};

/** One part of a commission: `10% of $18.00, the offer's rate`. */
export function entryToCreator(
  entry: { readonly commissionableMinor: bigint; readonly bps: number | null; readonly why: string },
  { money }: Pick<Formats, "money">,
): string {
  const why = WHY[entry.why as CommissionEntry["why"]] ?? "another rate of the offer";
  return entry.bps === null
    ? why.slice(0, 1).toUpperCase() + why.slice(1)
    : `${rateInWords(entry.bps)} of ${money(entry.commissionableMinor)}, ${why}`;
}

/** What decides the day on which a commission becomes payable. */
export interface Waiting {
  readonly amountMinor: bigint;
  readonly maturedMinor: bigint;
  /** Null while it cannot mature. */
  readonly maturesAt: number | null;
  readonly seenPaid: boolean;
  readonly heldReason: "chargeback" | ReviewSignal | null;
  readonly heldUntil: number | null;
}

/** Since when, from when, or why not yet, a commission is payable. */
export function maturityInWords(waiting: Waiting, now: number, { day }: Pick<Formats, "day">): string {
  const { amountMinor, maturedMinor, maturesAt, seenPaid, heldReason, heldUntil } = waiting;
  if (amountMinor === 0n) return "Nothing is left of it.";
  if (heldReason !== null && (heldUntil === null || heldUntil > now)) return held(waiting, heldReason, day);
  if (maturedMinor >= amountMinor) return maturesAt === null ? "Payable." : `Payable since ${day(maturesAt)}.`;
  if (maturedMinor > 0n) return "A part is payable; the rest waits until what the edit added is paid.";
  if (!seenPaid) return "Waits until the order is paid.";
  if (maturesAt === null) return "Waits.";
  return maturesAt > now ? `Payable on ${day(maturesAt)}.` : "Payable within minutes.";
}

function held({ heldUntil, maturesAt }: Waiting, reason: "chargeback" | ReviewSignal, day: Formats["day"]): string {
  if (reason === "chargeback") return "Held until the bank has decided: the shopper disputes the payment.";
  const until = heldUntil === null ? "" : ` until ${day(heldUntil)}`;
  const later = maturesAt !== null && heldUntil !== null && maturesAt > heldUntil;
  return sentences(
    `Held for review${until}: ${signalToCreator(reason)}.`,
    later ? `Payable on ${day(maturesAt)}.` : null,
  );
}

const LINES: Readonly<Record<string, string>> = {
  accrual: "Sale",
  adjustment: "Correction",
  bonus: "Bonus",
  bounty: "Bounty",
  manual: "Entry by the brand",
  write_off: "Written off in your favour",
  release: "Became payable",
  review_held: "Held for review",
  review_lifted: "Review closed",
  payout_started: "Payout under way",
  payout_confirmed: "Paid",
  payout_failed: "Payout failed",
  payout_returned: "Payout came back",
};

/** What a line of the ledger is, as a heading; its stored reason says why. */
export const ledgerLine = (kind: string): string => LINES[kind] ?? "Entry";

const SKIPS: Readonly<Record<SkipReason, string>> = {
  below_minimum: "The balance was below the brand's minimum for a payout; it is kept for the next one.",
  method_changed: "Your payout details had changed within the last three days.",
  negative_balance: "Earlier refunds were larger than what had come in since.",
};

/** Why a payout run left a creator out; what a newer version of us wrote is shown as it is. */
export const skipInWords = (reason: string): string => SKIPS[reason as SkipReason] ?? reason;

/** No draft: the brand may still discard it, so no creator sees it. */
const PAYOUTS: Readonly<Record<string, { label: string; text: string }>> = {
  approved: { label: "Approved", text: "The brand approved it; it is about to be sent." },
  submitted: { label: "On its way", text: "It was handed over for payment." },
  unknown: {
    label: "Being checked",
    text: "The answer of the payment service is missing; it is asked for, nothing is paid twice.",
  },
  paid: { label: "Paid", text: "The brand has paid it." },
  failed: { label: "Failed", text: "It could not be paid; the amount is back in your balance." },
  returned: { label: "Came back", text: "It was paid and came back; the amount is back in your balance." },
};

export const payoutInWords = (state: string): { label: string; text: string } =>
  PAYOUTS[state] ?? { label: state, text: "" };

/** What became, for one creator, of an order that a shopper's receipt names. */
export function receiptInWords(order: {
  /** Whether Shopify has told us of the order yet. */
  readonly arrived: boolean;
  /** As people write it, such as `$12.30`; null when the creator is not credited. */
  readonly earned: string | null;
  readonly lostFor: string | null;
  readonly orderReason: string | null;
}): string {
  if (order.earned !== null) return `Yes: it is credited to you, with ${order.earned}.`;
  if (!order.arrived)
    return "The order has not reached us yet. That takes seconds as a rule; look again in a few minutes.";
  if (order.orderReason !== null && order.orderReason in GATE) return `No. ${whyNotCredited(order.orderReason)}`;
  if (order.lostFor !== null) return `No. ${whyNotCredited(order.lostFor)}`;
  return "No. Neither your code nor your link was on this order, so nothing on it said that it came from you.";
}
