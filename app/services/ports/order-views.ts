import type { EvidenceKind, LossReason } from "#app/domain/attribution/evidence.ts";
import type { CommissionEntry } from "#app/domain/commission/commissions-for.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { VerdictReason } from "#app/domain/verdict/judge.ts";
import type { TransferKind } from "./ledger.ts";
import type { ExplainedReview } from "./order-reviews.ts";
import type { Page, PageRequest } from "./page.ts";

/** An order as the brand sees it. No shopper; what the brand calls it is read apart (`OrderLabels`). */
export type OrderRow = {
  /** Shopify's. */
  orderId: string;
  /** Null while it is known from a refund or a chargeback alone. */
  processedAt: Instant | null;
  settledAt: Instant;
  reason: VerdictReason;
  /** Why it pays what it pays, in one sentence. */
  sentence: string;
  creators: { id: string; name: string; amountMinor: bigint }[];
  commissionMinor: bigint;
  netSalesMinor: bigint;
};

/** `heldUntil`: when the last of its reviews ends by itself; null where none holds anything. */
export type ListedOrder = OrderRow & { heldUntil: Instant | null };

/** `credited`; `evidence`: somebody's evidence is on it and nobody is credited; `held`: a review of it runs. */
export type OrderFilter = "all" | "credited" | "evidence" | "held";

export type OrderCommission = {
  creatorId: string;
  creatorName: string;
  offerId: string;
  offerName: string;
  offerVersion: number;
  credited: boolean;
  amountMinor: bigint;
  netSalesMinor: bigint;
  maturedMinor: bigint;
  evidence: EvidenceKind;
  sentence: string;
  entries: CommissionEntry[];
  holdDays: number;
  maturesAt: Instant | null;
};

export type OrderExplained = OrderRow & {
  disputed: boolean;
  /** What looks, or looked, like a creator's own order. */
  reviews: (ExplainedReview & { creatorId: string; creatorName: string })[];
  seenPaidAt: Instant | null;
  commissions: OrderCommission[];
  evidence: { creatorName: string; kind: EvidenceKind; outcome: "credited" | LossReason }[];
  transfers: {
    id: string;
    creatorName: string;
    kind: TransferKind;
    from: string;
    to: string;
    amountMinor: bigint;
    reason: string;
    happenedAt: Instant;
    postedAt: Instant;
  }[];
};

export type OrderViews = {
  /** By the time of the order, newest first. */
  list(shopId: number, filter: OrderFilter, page: PageRequest, at: Instant): Promise<Page<ListedOrder>>;
  /** Credited, by the time they were settled, newest first. */
  newestSales(shopId: number, limit: number): Promise<OrderRow[]>;
  explain(shopId: number, orderId: string): Promise<OrderExplained | null>;
};
