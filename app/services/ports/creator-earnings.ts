import type { EvidenceKind } from "#app/domain/attribution/evidence.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import type { ReviewSignal } from "#app/domain/review/review.ts";
import type { Award } from "./awards.ts";
import type { TransferKind } from "./ledger.ts";
import type { ExplainedReview } from "./order-reviews.ts";
import type { Page, PageRequest } from "./page.ts";

/** The shop that something is about, as creators know it. */
export type CreatorShop = { brandName: string; brandSlug: string; timeZone: string };

export type FrozenPart = { since: Instant; pendingMinor: bigint; payableMinor: bigint; inTransitMinor: bigint };

/** What one brand owes and has paid to a creator in one currency. */
export type CreatorBalance = {
  brandName: string;
  brandSlug: string;
  currency: Currency;
  pendingMinor: bigint;
  payableMinor: bigint;
  inTransitMinor: bigint;
  paidMinor: bigint;
  /** What of it is at shops that have removed the app: it stays owed, and nothing of it moves; null for none. */
  frozen: FrozenPart | null;
};

/** Where an order's commission stands; no order name, nothing of the shopper. */
export type CommissionStanding = {
  /** Opaque: names the order in addresses and nowhere else. */
  reference: string;
  evidence: EvidenceKind;
  amountMinor: bigint;
  maturedMinor: bigint;
  maturesAt: Instant | null;
  seenPaid: boolean;
  heldReason: "chargeback" | ReviewSignal | null;
  /** Null for a chargeback: until it is decided. */
  heldUntil: Instant | null;
  /** In one sentence, as it was settled. */
  sentence: string;
  /** Why the order pays, or pays nothing (`cancelled` …), as it stands now. */
  orderReason: string | null;
};

/** Where a bonus or bounty stands. */
export type AwardStanding = Pick<Award, "kind" | "maturesAt" | "releasedAt" | "withdrawnAt">;

/** A dated change of what a creator has earned. */
export type EarningLine = CreatorShop & {
  /** The transfer's id. */
  id: string;
  kind: TransferKind;
  /** Below zero for what was taken back. */
  amountMinor: bigint;
  currency: Currency;
  happenedAt: Instant;
  reason: string;
  commission: CommissionStanding | null;
  /** The bonus or bounty that it is about. */
  award: AwardStanding | null;
  /** The shop has removed the app: what is not payable yet waits for its return. */
  frozen: boolean;
};

export type EarningsFilter = {
  /** A brand's slug. */
  brand: string | null;
  /** `2026-11`, in the shop's time zone. */
  month: string | null;
};

export type EarningsTotal = { currency: Currency; plusMinor: bigint; minusMinor: bigint; lines: number };

export type EarningsChoices = { brands: { slug: string; name: string }[]; months: string[] };

export type NextMaturity = CreatorShop & { at: Instant; amountMinor: bigint; currency: Currency };

/** All that is kept of one order for one creator. */
export type EarnedOrder = CreatorShop & {
  currency: Currency;
  processedAt: Instant;
  offerName: string;
  partnershipId: string;
  versionNumber: number;
  holdDays: number;
  standing: CommissionStanding;
  entries: { commissionableMinor: bigint; bps: number | null; amountMinor: bigint; why: string; line: string | null }[];
  transfers: { kind: TransferKind; amountMinor: bigint; happenedAt: Instant; reason: string }[];
  /** The creator's own evidence, credited or lost. */
  evidence: { kind: EvidenceKind; outcome: string }[];
  /** Whether it looks, or looked, like the creator's own order. */
  review: ExplainedReview | null;
};

/** An order that carried the creator's evidence and earned nothing. */
export type UncreditedOrder = CreatorShop & {
  reference: string;
  processedAt: Instant;
  offerName: string;
  evidence: EvidenceKind;
  /** A loss or gate of the domain, or `no_commission`: credited, and the offer pays nothing for it. */
  reason: string;
  /** The stored sentence where it was credited with nothing. */
  sentence: string | null;
};

export type CreatorEarnings = {
  balances(creatorId: string): Promise<CreatorBalance[]>;
  /** Newest first, by what happened. */
  lines(creatorId: string, filter: EarningsFilter, page: PageRequest): Promise<Page<EarningLine>>;
  totals(creatorId: string, filter: EarningsFilter): Promise<EarningsTotal[]>;
  choices(creatorId: string): Promise<EarningsChoices>;
  /** What becomes payable first after `now`: a commission, a bonus or a bounty. */
  nextMaturity(creatorId: string, now: Instant): Promise<NextMaturity | null>;
  /** Null when the reference is nobody's, or the order never earned this creator anything. */
  order(creatorId: string, reference: string): Promise<EarnedOrder | null>;
  /** Newest first. */
  uncredited(creatorId: string, page: PageRequest): Promise<Page<UncreditedOrder>>;
};
