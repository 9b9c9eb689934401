import type { Instant } from "../kernel/instant.ts";

/** Kinds of evidence, strongest first. */
export const EVIDENCE_KINDS = ["code", "entered", "click", "landing", "lifetime", "survey"] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

export const strengthOf = (kind: EvidenceKind): number => EVIDENCE_KINDS.indexOf(kind);

/** An approved creator × offer, as attribution sees it. */
export interface Partnership {
  readonly id: string;
  readonly creator: string;
  readonly offerId: string;
  /** `null`: since ever. Inclusive. */
  readonly activeFrom: Instant | null;
  /** `null`: no end. Exclusive. */
  readonly activeUntil: Instant | null;
  /** Ended for recorded fraud: nothing counts for orders processed from `activeUntil` on. */
  readonly endedForFraud: boolean;
  readonly ownRateBps: number | null;
}

/** A mark of an order resolved to the partnership it points to. Its sequence is that of the list it stands in. */
export interface Evidence {
  readonly kind: EvidenceKind;
  readonly partnership: Partnership;
  /** Clicks only; `null` is a click without a time, the oldest of all. */
  readonly clickedAt?: Instant | null;
  /** Codes only, folded. */
  readonly code?: string;
  /** The brand flagged this code as leaked to coupon sites. */
  readonly leaked?: boolean;
}

/** Why evidence lost; the first that holds is recorded. */
export const LOSS_REASONS = [
  "outside_window",
  "not_active",
  "offer_not_in_force",
  "self_referral",
  "survey_unpaid",
  "leaked_code",
  "older_click",
  "weaker_evidence",
] as const;
export type LossReason = (typeof LOSS_REASONS)[number];

/** What an offer says to attribution at the moment of the order. */
export interface OfferTerms {
  readonly windowDays: number;
  readonly inForce: boolean;
  /** Whether a survey answer is paid, or recorded only. */
  readonly paysSurveys: boolean;
}
