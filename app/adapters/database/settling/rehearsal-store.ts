import type { Instant } from "#app/domain/kernel/instant.ts";
import { factsAsIfReal } from "#app/domain/order/as-if-real.ts";
import type { SettledOrder, SettleStore } from "#app/services/ports/settling.ts";
import type { Queryable } from "../connect.ts";
import { settleStore } from "./store.ts";

/**
 * Settling for show: reads what settling reads, hands over what it would write, and writes none of it. Orders on record
 * read as if they were no tests. What the reading itself leaves (a shop's first page of the book, a series that begins) is
 * the caller's to roll back.
 */
export function rehearsalStore(
  client: Queryable,
  now: Instant,
  onSettled: (orders: readonly SettledOrder[]) => void,
): SettleStore {
  const real = settleStore(client, now);
  return {
    ...real,
    orders: async (keys) => (await real.orders(keys)).map((order) => ({ ...order, facts: factsAsIfReal(order.facts) })),
    save: async (orders) => onSettled(orders),
  };
}
