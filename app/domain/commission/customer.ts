import { type Instant, plusMonths } from "../kernel/instant.ts";
import { byNumericId } from "../kernel/text.ts";
import type { EarlierCredit } from "./lifetime.ts";
import type { OfferRule, Repeat } from "./rule.ts";

/** What is known of the customer behind an order, for the rules that ask. */
export type CustomerStanding =
  | { readonly kind: "guest" }
  /** Redacted, or no approval to know: the returning rate, and no `repeat` but `all_orders`. */
  | { readonly kind: "withheld" }
  /** `index` counts the customer's earlier orders; 0 is a new customer. */
  | { readonly kind: "known"; readonly index: number; readonly firstProcessedAt: Instant };

/** An order of one customer, as the others see it. */
export interface CustomerOrder {
  readonly orderId: string;
  readonly processedAt: Instant;
  /** Neither test nor cancelled nor voided. */
  readonly counts: boolean;
  /** What it gives to later orders; `null` when it is not credited, or by a lifetime claim itself. */
  readonly credit: EarlierCredit | null;
}

/** A customer's orders come one after the other: by `processed_at`, then id. */
export const byProcessedAt = (
  a: Pick<CustomerOrder, "orderId" | "processedAt">,
  b: Pick<CustomerOrder, "orderId" | "processedAt">,
): number => a.processedAt - b.processedAt || byNumericId(a.orderId, b.orderId);

/** What came before one order of a customer. */
export interface CustomerHistory {
  /** Earlier orders that count, those from before the installation included. */
  readonly count: number;
  readonly firstProcessedAt: Instant | null;
  readonly latestCredit: EarlierCredit | null;
}

export const NO_HISTORY: CustomerHistory = { count: 0, firstProcessedAt: null, latestCredit: null };

/**
 * What came before the first order that we know of a customer, where Shopify counts `earlierOrders`. It tells no dates:
 * they were made by `latestFirst` at the latest, which is in the creator's favour where months count.
 */
export const historyBefore = (earlierOrders: number, latestFirst: Instant): CustomerHistory =>
  earlierOrders === 0 ? NO_HISTORY : { count: earlierOrders, firstProcessedAt: latestFirst, latestCredit: null };

/** The history of the order that follows `order`. */
export function historyAfter(history: CustomerHistory, order: CustomerOrder): CustomerHistory {
  return {
    count: history.count + (order.counts ? 1 : 0),
    firstProcessedAt: history.firstProcessedAt ?? (order.counts ? order.processedAt : null),
    latestCredit: order.credit ?? history.latestCredit,
  };
}

/** What a rule can see of a customer's history: orders are settled again only when that changes. */
export type HistorySeen = {
  /** Counts beyond it are all alike to the rule. */
  readonly upToCount: number;
  readonly first: boolean;
  readonly credit: boolean;
};

export function historySeenBy({ customers, repeat, lifetime }: OfferRule): HistorySeen {
  const tellsNew = customers.new !== undefined || customers.returning !== undefined || repeat.kind === "first_order";
  return {
    upToCount: Math.max(tellsNew ? 1 : 0, repeat.kind === "first_orders" ? repeat.count : 0),
    first: repeat.kind === "months",
    credit: lifetime !== undefined,
  };
}

/** A history cut down to what is seen of it; the history after a cut one, cut, is the cut history after. */
export const seenOf = (history: CustomerHistory, seen: HistorySeen): CustomerHistory => ({
  count: Math.min(history.count, seen.upToCount),
  firstProcessedAt: seen.first ? history.firstProcessedAt : null,
  latestCredit: seen.credit ? history.latestCredit : null,
});

export const sameHistory = (a: CustomerHistory, b: CustomerHistory): boolean =>
  a.count === b.count &&
  a.firstProcessedAt === b.firstProcessedAt &&
  a.latestCredit?.processedAt === b.latestCredit?.processedAt &&
  a.latestCredit?.partnership.id === b.latestCredit?.partnership.id;

export const standingAfter = (history: CustomerHistory, processedAt: Instant): CustomerStanding => ({
  kind: "known",
  index: history.count,
  firstProcessedAt: history.firstProcessedAt ?? processedAt,
});

/** Whether the order earns at all under `repeat`. A guest's order is always a first one. */
export function earnsUnderRepeat(repeat: Repeat, customer: CustomerStanding, processedAt: Instant): boolean {
  if (repeat.kind === "all_orders") return true;
  if (customer.kind !== "known") return customer.kind === "guest";
  switch (repeat.kind) {
    case "first_order":
      return customer.index === 0;
    case "first_orders":
      return customer.index < repeat.count;
    case "months":
      return processedAt < plusMonths(customer.firstProcessedAt, repeat.count);
  }
}

/** The rate for this kind of customer; `null` silences the order, `undefined` does not speak. */
export function customersRate(
  customers: OfferRule["customers"],
  customer: CustomerStanding,
): number | null | undefined {
  const isNew = customer.kind === "guest" || (customer.kind === "known" && customer.index === 0);
  const rate = isNew ? customers.new : customers.returning;
  return rate === null ? null : rate?.bps;
}
