import { type Instant, plusMonths } from "../kernel/instant.ts";
import { byNumericId } from "../kernel/text.ts";
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
}

export const byProcessedAt = (a: CustomerOrder, b: CustomerOrder): number =>
  a.processedAt - b.processedAt || byNumericId(a.orderId, b.orderId);

/**
 * Where each order stands among its customer's, in the given sequence (`byProcessedAt`).
 *
 * @param earlier orders from before the installation, which nobody sent us
 */
export function customerStandings(orders: readonly CustomerOrder[], earlier = 0): CustomerStanding[] {
  let index = earlier;
  let firstProcessedAt: Instant | null = null;
  return orders.map((order) => {
    if (order.counts) firstProcessedAt ??= order.processedAt;
    const standing: CustomerStanding = {
      kind: "known",
      index,
      firstProcessedAt: firstProcessedAt ?? order.processedAt,
    };
    if (order.counts) index += 1;
    return standing;
  });
}

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
