import { byProcessedAt } from "#app/domain/commission/customer.ts";
import { type Instant, instant } from "#app/domain/kernel/instant.ts";
import type { SettleStore, StoredOrder } from "../../ports/settling.ts";
import { customerKeyOf } from "./references.ts";
import type { Step } from "./step.ts";

export interface Place {
  readonly orderId: string;
  readonly processedAt: Instant;
}

/** Other orders of the customers that some steps touch. */
export interface CustomerOrders {
  readonly orders: readonly StoredOrder[];
  /** By customer, the last order that was read, where later ones may be left. */
  readonly cutAfter: ReadonlyMap<string, Place>;
  /** Whether they are all of each customer's, from the first one on. */
  readonly areAll: boolean;
}

/** Before the first order that a calendar can date. */
const theFirst: Place = { orderId: "0", processedAt: instant(Date.parse("0001-01-01T00:00:00Z")) };

/**
 * Those whose place among a customer's may change, and the one before them.
 *
 * @param later how many of each customer's from the first touched place on; null for all that the customer has
 */
export async function customerOrders(
  store: Pick<SettleStore, "customerOrders">,
  shopId: number,
  steps: readonly Step[],
  stored: readonly StoredOrder[],
  later: number | null,
): Promise<CustomerOrders> {
  const first = firstPlaces(steps, stored);
  const areAll = later === null;
  if (first.size === 0) return { orders: [], cutAfter: new Map(), areAll };
  const asks = [...first].map(([customerKey, place]) => ({ shopId, customerKey, ...(areAll ? theFirst : place) }));
  const found = await store.customerOrders(asks, later);
  const mine = new Set(stored.map(({ orderId }) => orderId));
  return {
    orders: found.filter(({ orderId }) => !mine.has(orderId)),
    cutAfter: later === null ? new Map() : cutAfter(first, found, later),
    areAll,
  };
}

/** Of each customer the earliest place that a step leaves or takes. */
function firstPlaces(steps: readonly Step[], stored: readonly StoredOrder[]): ReadonlyMap<string, Place> {
  const touched = [
    ...stored.map(({ orderId, customerKey, processedAt }) => ({ orderId, customerKey, processedAt })),
    ...steps.map(({ orderId, facts }) => ({
      orderId,
      customerKey: customerKeyOf(facts),
      processedAt: facts.newest?.snapshot.processedAt ?? null,
    })),
  ];
  const first = new Map<string, Place>();
  for (const { orderId, customerKey, processedAt } of touched) {
    if (customerKey === null || processedAt === null) continue;
    const known = first.get(customerKey);
    if (known === undefined || byProcessedAt({ orderId, processedAt }, known) < 0)
      first.set(customerKey, { orderId, processedAt });
  }
  return first;
}

function cutAfter(
  first: ReadonlyMap<string, Place>,
  found: readonly StoredOrder[],
  later: number,
): ReadonlyMap<string, Place> {
  const places = Map.groupBy(
    found.map(({ orderId, customerKey, processedAt }) => ({
      customerKey: customerKey ?? "",
      orderId,
      processedAt: processedAt ?? instant(0),
    })),
    ({ customerKey }) => customerKey,
  );
  const cut = new Map<string, Place>();
  for (const [customerKey, place] of first) {
    const from = (places.get(customerKey) ?? []).filter((other) => byProcessedAt(other, place) >= 0);
    const last = from.toSorted(byProcessedAt).at(-1);
    if (from.length >= later && last !== undefined) cut.set(customerKey, last);
  }
  return cut;
}
