import type { Currency } from "#app/domain/money/currency.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { PayoutCandidate, PayoutPlan, SkipReason } from "#app/domain/payout/plan-payouts.ts";
import type { Page, PageRequest } from "./page.ts";

export type PayoutState = "draft" | "approved" | "submitted" | "unknown" | "paid" | "failed" | "returned";
export type BatchState = "draft" | "approved" | "submitted" | "closed";

export type Payout = {
  shopId: number;
  id: string;
  batchId: string;
  creatorId: string;
  currency: Currency;
  amountMinor: bigint;
  /** The rail. */
  method: string;
  reference: string | null;
  state: PayoutState;
  failure: string | null;
  /** Ours for good: a rail never pays twice under it. */
  ourKey: string;
};

export type PayoutRow = Payout & {
  creatorName: string;
  creatorHandle: string;
  /** How the creator wants to be paid; null when they have not said, and for a payout that is not to be paid now. */
  instructions: string | null;
};

/** Approved, and not known to be paid or to have failed: what is left to pay. */
export const toBePaid = (state: PayoutState): boolean =>
  state === "approved" || state === "submitted" || state === "unknown";

export type Batch = {
  shopId: number;
  id: string;
  state: BatchState;
  createdAt: Instant;
  approvedAt: Instant | null;
  closedAt: Instant | null;
};

export type BatchSummary = Batch & {
  payouts: number;
  paid: number;
  skips: number;
  totals: { currency: Currency; amountMinor: bigint }[];
};

export type BatchView = Batch & {
  payouts: PayoutRow[];
  skips: { creatorName: string; creatorHandle: string; currency: Currency; balanceMinor: bigint; reason: SkipReason }[];
};

export type PayoutChange = { state: PayoutState; at: Instant; reference?: string; failure?: string };

export type PayoutStore = {
  /** Nobody else plans, approves or settles payouts of the shop until the transaction ends. */
  lockShop(shopId: number): Promise<void>;
  candidates(shopId: number, now: Instant): Promise<PayoutCandidate[]>;
  openDraft(shopId: number): Promise<string | null>;
  create(shopId: number, plan: PayoutPlan, by: { actor: string; at: Instant; method: string }): Promise<string>;
  /** Only a draft: nothing of it has happened. */
  discard(shopId: number, batchId: string): Promise<void>;
  batch(shopId: number, batchId: string): Promise<Batch | null>;
  payoutsOf(shopId: number, batchId: string): Promise<Payout[]>;
  get(shopId: number, payoutId: string): Promise<Payout | null>;
  /** How the payout's creator wants to be paid at `at`; null when they have not said, or the shop has no such payout. */
  instructions(shopId: number, payoutId: string, at: Instant): Promise<string | null>;
  change(shopId: number, payoutId: string, change: PayoutChange): Promise<void>;
  /** Drafts that are approved together, however many, in one statement. */
  approve(shopId: number, payoutIds: readonly string[], at: Instant): Promise<void>;
  changeBatch(shopId: number, batchId: string, change: { state: BatchState; at: Instant; by?: string }): Promise<void>;
  list(shopId: number, page: PageRequest): Promise<Page<BatchSummary>>;
  view(shopId: number, batchId: string, now: Instant): Promise<BatchView | null>;
};
