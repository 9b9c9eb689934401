import type { Offer } from "./offer.ts";
import { customerOf, newest, processedAt, stateReason, type Order } from "./order.ts";
import { addMonths } from "./time.ts";

export type Standing = { rate: "new" | "returning"; repeatAllows: boolean };

/**
 * Is the customer new, and does the offer's repeat rule let this order earn?
 *
 * @param earlier every order processed before this one, whoever's, in their sequence
 */
export function standingOf(order: Order, offer: Offer, earlier: readonly Order[]): Standing {
  const { repeat } = offer.rule;
  const customer = customerOf(order);
  if (customer.kind === "guest") return { rate: "new", repeatAllows: true };
  if (customer.kind === "withheld") return { rate: "returning", repeatAllows: repeat.kind === "all_orders" };

  const before = earlier.filter((other) => {
    const theirs = customerOf(other);
    const state = stateReason(newest(other).body);
    const real = state === undefined || state === "refunded";
    return real && theirs.kind === "id" && theirs.id === customer.id;
  });
  return { rate: before.length === 0 ? "new" : "returning", repeatAllows: allows() };

  function allows(): boolean {
    if (repeat.kind === "all_orders") return true;
    if (repeat.kind === "first_order") return before.length === 0;
    if (repeat.kind === "first_orders") return before.length < repeat.count;
    const first = before[0] ?? order;
    return processedAt(order) < addMonths(processedAt(first), repeat.count);
  }
}
