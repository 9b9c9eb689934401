import type { Evidence } from "#app/domain/attribution/evidence.ts";
import {
  type CustomerHistory,
  type CustomerOrder,
  type HistorySeen,
  NO_HISTORY,
  seenOf,
} from "#app/domain/commission/customer.ts";
import { type Instant, instant } from "#app/domain/kernel/instant.ts";
import { type OrderFacts, noFacts } from "#app/domain/order/facts.ts";
import type { OrderCustomer } from "#app/domain/order/order.ts";
import type { Review } from "#app/domain/review/review.ts";
import type { Verdict } from "#app/domain/verdict/judge.ts";
import type { PostedCommission, StoredOrder } from "../../ports/settling.ts";
import { historyOf, isKnown } from "./histories.ts";
import type { References } from "./references.ts";

/** An order while it is settled. */
export interface WorkingOrder extends CustomerOrder {
  /** What was known before: what is new about it is why its commission changes. */
  readonly factsBefore: OrderFacts;
  facts: OrderFacts;
  who: OrderCustomer["kind"];
  customerKey: string | null;
  processedAt: Instant;
  counts: boolean;
  credit: CustomerOrder["credit"];
  /** Of a known customer, as far as some rule of the shop sees it. */
  history: CustomerHistory;
  /** Whether `history` says all of that: not where less was looked at when it was stored. */
  historyIsKnown: boolean;
  pricedHistory: CustomerHistory;
  keptPosition: number | null;
  firstSettledAt: Instant | null;
  readonly earlierOrders: number | null;
  readonly posted: readonly PostedCommission[];
  /** What it adds to running totals now. */
  contributions: readonly Contribution[];
  verdict: Verdict | null;
  /** The verdict on the newest paid body, where that is not the newest. */
  paidVerdict: Verdict | null;
  disputed: boolean;
  /** By creator: what looks like the creator's own order, kept and shown now. */
  reviews: readonly Review[];
  /** All that points to somebody, for a verdict that does not look at it. */
  claims: readonly Evidence[];
  dirty: boolean;
}

export interface Contribution {
  readonly offerId: string;
  readonly creatorId: string;
  readonly month: string;
  readonly netSalesMinor: bigint;
  readonly amountMinor: bigint;
}

export function newOrder(orderId: string): WorkingOrder {
  const facts = noFacts(orderId);
  return {
    orderId,
    factsBefore: facts,
    facts,
    who: "withheld",
    customerKey: null,
    processedAt: instant(0),
    counts: false,
    credit: null,
    history: NO_HISTORY,
    historyIsKnown: true,
    pricedHistory: NO_HISTORY,
    keptPosition: null,
    firstSettledAt: null,
    earlierOrders: null,
    posted: [],
    contributions: [],
    verdict: null,
    paidVerdict: null,
    disputed: false,
    reviews: [],
    claims: [],
    dirty: false,
  };
}

export function workingOrder(
  stored: StoredOrder,
  { partnerships, reviews }: Pick<References, "partnerships" | "reviews">,
  seen: HistorySeen,
): WorkingOrder {
  const processedAt = stored.processedAt ?? instant(0);
  const creditor = stored.creditPartnershipId === null ? undefined : partnerships.get(stored.creditPartnershipId);
  return {
    ...newOrder(stored.orderId),
    factsBefore: stored.facts,
    facts: stored.facts,
    who: stored.facts.customer?.who.kind ?? "withheld",
    customerKey: stored.customerKey,
    processedAt,
    counts: stored.counts,
    credit: creditor ? { processedAt, partnership: creditor } : null,
    history: seenOf(historyOf(stored.history, partnerships), seen),
    historyIsKnown: stored.history === null || isKnown(stored.history, seen),
    pricedHistory: historyOf(stored.pricedHistory, partnerships),
    keptPosition: stored.keptPosition,
    firstSettledAt: stored.firstSettledAt,
    earlierOrders: stored.earlierOrders,
    posted: stored.posted,
    reviews: (reviews.get(stored.orderId) ?? []).map(({ creator, signal, beganAt, decision }) => ({
      creator,
      signal,
      beganAt,
      decision,
    })),
    contributions: stored.posted.flatMap(
      ({ offerId, creatorId, month, netSalesMinor, pendingMinor, payableMinor, credited }) =>
        credited ? [{ offerId, creatorId, month, netSalesMinor, amountMinor: pendingMinor + payableMinor }] : [],
    ),
  };
}

/** Once a part of a commission was released, what the customer's other orders do no longer changes its rate. */
export const hasMatured = ({ posted }: WorkingOrder): boolean =>
  posted.some(({ payableMinor, heldMinor }) => payableMinor > 0n || heldMinor > 0n);
