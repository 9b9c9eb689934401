import type { OfferRule } from "../commission/rule.ts";
import { folded } from "../kernel/text.ts";
import type { OrderSnapshot } from "./order.ts";

/** What makes an order pay nothing, whoever sent the shopper; the first that holds. */
export type OrderGate = "test_order" | "cancelled" | "voided" | "refunded" | "excluded_order";

/** The gates that are the order's own. */
export function stateGate(snapshot: OrderSnapshot): Exclude<OrderGate, "excluded_order"> | null {
  if (snapshot.test) return "test_order";
  if (snapshot.cancelled) return "cancelled";
  if (snapshot.financialStatus === "voided") return "voided";
  return snapshot.financialStatus === "refunded" ? "refunded" : null;
}

/** The gate that an offer sets up: sources such as `pos`, tags, business buyers. */
export function isExcluded(snapshot: OrderSnapshot, { orders }: OfferRule): boolean {
  if (orders.excludeBusinessBuyers && snapshot.businessBuyer) return true;
  if (snapshot.sourceName !== null && orders.excludeSources.some((source) => folded(source) === snapshot.sourceName))
    return true;
  return orders.excludeTags.some((tag) => snapshot.tags.includes(folded(tag)));
}
