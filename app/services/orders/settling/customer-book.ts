import {
  type CustomerHistory,
  type HistorySeen,
  NO_HISTORY,
  byProcessedAt,
  historyAfter,
  historyBefore,
  seenOf,
} from "#app/domain/commission/customer.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import { invariant } from "#app/domain/kernel/invariant.ts";
import type { CustomerOrders } from "./customer-orders.ts";
import type { WorkingOrder } from "./working-order.ts";

/** Customers' orders as far as they were loaded, each customer's by `processed_at`, then id. */
export class CustomerBook {
  /** What some rule sees of a history; each is kept cut down to it. */
  readonly seen: HistorySeen;
  readonly #installedAt: Instant;
  readonly #customers = new Map<string, WorkingOrder[]>();
  /** Those behind whose last order others may be left that were not loaded. */
  readonly #cut = new Set<readonly WorkingOrder[]>();
  #beyond = false;

  constructor(
    orders: Iterable<WorkingOrder>,
    { cutAfter, areAll }: Pick<CustomerOrders, "cutAfter" | "areAll">,
    { seen, installedAt }: { readonly seen: HistorySeen; readonly installedAt: Instant },
  ) {
    this.seen = seen;
    this.#installedAt = installedAt;
    for (const order of orders) if (order.customerKey !== null) this.of(order.customerKey).push(order);
    for (const own of this.#customers.values()) {
      own.sort(byProcessedAt);
      if (own.every((order) => order.historyIsKnown)) continue;
      if (areAll) this.#fillIn(own);
      else this.#beyond = true;
    }
    for (const [customerKey, place] of cutAfter) {
      const own = this.of(customerKey);
      this.#cut.add(own);
      this.#beyond ||= own.some((order) => byProcessedAt(order, place) > 0);
    }
  }

  /** Whether a change reached orders that were not loaded: what was settled is worth nothing then. */
  get reachedBeyond(): boolean {
    return this.#beyond;
  }

  of(customerKey: string): WorkingOrder[] {
    const own = this.#customers.get(customerKey) ?? [];
    this.#customers.set(customerKey, own);
    return own;
  }

  takeOut(order: WorkingOrder, customerKey: string): { orders: WorkingOrder[]; place: number } {
    const orders = this.of(customerKey);
    const place = orders.indexOf(order);
    invariant(place >= 0, `order ${order.orderId} is not among its customer's`);
    orders.splice(place, 1);
    return { orders, place };
  }

  putIn(order: WorkingOrder, customerKey: string): { orders: WorkingOrder[]; place: number } {
    const orders = this.of(customerKey);
    const next = orders.findIndex((other) => byProcessedAt(other, order) >= 0);
    const place = next < 0 ? orders.length : next;
    orders.splice(place, 0, order);
    return { orders, place };
  }

  isFirst(order: WorkingOrder): boolean {
    return order.customerKey !== null && this.#customers.get(order.customerKey)?.[0] === order;
  }

  /** What came before a place among a customer's orders. */
  historyAt(orders: readonly WorkingOrder[], place: number): CustomerHistory {
    const before = orders[place - 1];
    return before === undefined ? this.#historyBefore(orders[0]) : this.historyAfter(before);
  }

  historyAfter(order: WorkingOrder): CustomerHistory {
    return seenOf(historyAfter(order.history, order), this.seen);
  }

  /** A walk came to the end of what was loaded, and something changed on the way. */
  cameToTheEndOf(orders: readonly WorkingOrder[]): void {
    this.#beyond ||= this.#cut.has(orders);
  }

  /** What came before the first order that we know of a customer. */
  #historyBefore(first: WorkingOrder | undefined): CustomerHistory {
    if (!first?.earlierOrders) return NO_HISTORY;
    const latestFirst = this.#installedAt < first.processedAt ? this.#installedAt : first.processedAt;
    return seenOf(historyBefore(first.earlierOrders, latestFirst), this.seen);
  }

  /** Of all of a customer's orders, those histories of which less was looked at when they were stored. */
  #fillIn(orders: readonly WorkingOrder[]): void {
    let history = this.historyAt(orders, 0);
    for (const order of orders) {
      if (!order.historyIsKnown) Object.assign(order, { history, historyIsKnown: true, dirty: true });
      history = this.historyAfter(order);
    }
  }
}
