import type { Evidence, Partnership } from "#app/domain/attribution/evidence.ts";
import {
  type CustomerHistory,
  type CustomerOrder,
  type HistorySeen,
  NO_HISTORY,
  byProcessedAt,
  historyAfter,
  historySeenBy,
  sameHistory,
  seenOf,
  standingAfter,
} from "#app/domain/commission/customer.ts";
import { claimsForLife } from "#app/domain/commission/lifetime.ts";
import { maturedMinor } from "#app/domain/commission/maturity.ts";
import { readsTotals } from "#app/domain/commission/rule.ts";
import { type Instant, instant, monthOf } from "#app/domain/kernel/instant.ts";
import { invariant } from "#app/domain/kernel/invariant.ts";
import { byNumericId } from "#app/domain/kernel/text.ts";
import { type OrderFacts, type RankedSnapshot, noFacts } from "#app/domain/order/facts.ts";
import { type PackedFacts, packFacts, unpackFacts } from "#app/domain/order/facts-codec.ts";
import {
  type EvidenceMark,
  type OrderCustomer,
  type OrderSnapshot,
  countsForCustomer,
} from "#app/domain/order/order.ts";
import type { TextOf, Trigger } from "#app/domain/order/rank.ts";
import { stateOf } from "#app/domain/order/state.ts";
import { type Verdict, judge } from "#app/domain/verdict/judge.ts";
import { absorbFact } from "../orders/absorb-fact.ts";
import type { OrderFact } from "../ports/deliveries.ts";
import type { ReplayOffer } from "./offer-document.ts";
import { type Contribution, TotalsBook } from "./totals-book.ts";

/** An order in the replayed world. Facts are kept packed: most orders are never looked at again. */
interface ReplayedOrder extends CustomerOrder {
  readonly shop: string;
  packed: string;
  /** Position of the totals when the first body was settled; `null` before any body. */
  keptPosition: number | null;
  who: OrderCustomer["kind"];
  customerKey: string | null;
  /** Of a known customer, as far as the rule sees it. */
  history: CustomerHistory;
  contributions: readonly Contribution[];
  processedAt: Instant;
  counts: boolean;
  credit: CustomerOrder["credit"];
}

/** One order's outcome at the end of a replay. */
export interface ReplayedVerdict {
  readonly orderId: string;
  readonly verdict: Verdict;
  /** Payable at the asked instant, in the sequence of the verdict's commissions. */
  readonly maturedMinor: readonly bigint[];
}

/** The engine of production on an in-memory store: one offer, its partnerships, and the orders as they become known. */
export class ReplayWorld {
  readonly #offer: ReplayOffer;
  readonly #textOf: TextOf;
  readonly #orders = new Map<string, ReplayedOrder>();
  /** A customer's orders, by `processed_at`, then id. */
  readonly #customers = new Map<string, ReplayedOrder[]>();
  readonly #totals = new TotalsBook();
  readonly #keepsTotals: boolean;
  readonly #seen: HistorySeen;

  constructor(offer: ReplayOffer, textOf: TextOf) {
    this.#offer = offer;
    this.#textOf = textOf;
    this.#keepsTotals = readsTotals(offer.rule);
    this.#seen = historySeenBy(offer.rule);
  }

  /** Takes what one delivery says and settles everything that it changes; `stale` when a newer body was known. */
  learn(shop: string, fact: OrderFact, from: Trigger): { stale: boolean } {
    const order = this.#order(shop, fact.orderId);
    const { facts, stale } = absorbFact(factsOf(order), fact, from, this.#textOf);
    if (facts.newest !== null) order.keptPosition ??= this.#totals.position;

    // A replay has no holds for review: nothing reads whom a shopper is like, and names need not be kept.
    order.packed = JSON.stringify(packFacts({ ...facts, likenesses: [] }));
    if (facts.newest !== null) this.#settle(order, facts, facts.newest.snapshot);
    return { stale };
  }

  /** Every order seen, by id as a number, with what has matured at `now`. */
  *verdicts(now: Instant): Generator<ReplayedVerdict> {
    const seen = [...this.#orders.values()].filter((order) => order.keptPosition !== null);
    for (const order of seen.toSorted((a, b) => byNumericId(a.orderId, b.orderId))) yield this.#outcome(order, now);
  }

  #order(shop: string, orderId: string): ReplayedOrder {
    const key = `${shop} ${orderId}`;
    let order = this.#orders.get(key);
    if (order === undefined) {
      order = {
        shop,
        orderId,
        packed: JSON.stringify(packFacts(noFacts(orderId))),
        keptPosition: null,
        who: "withheld",
        customerKey: null,
        history: NO_HISTORY,
        contributions: [],
        processedAt: instant(0),
        counts: false,
        credit: null,
      };
      this.#orders.set(key, order);
    }
    return order;
  }

  /** Settles an order and, where it changes them, its customer's others. */
  #settle(order: ReplayedOrder, facts: OrderFacts, snapshot: OrderSnapshot): void {
    const who = facts.customer?.who ?? { kind: "withheld" };
    const customerKey = who.kind === "known" ? `${order.shop} ${who.id}` : null;
    const left = order.customerKey === null ? null : this.#takeOut(order, order.customerKey);
    const movedAway = left !== null && order.customerKey !== customerKey;
    Object.assign(order, {
      who: who.kind,
      customerKey,
      processedAt: snapshot.processedAt,
      counts: countsForCustomer(snapshot),
    });

    if (movedAway) this.#settleFrom(left.orders, left.place, null);
    if (customerKey === null) {
      order.history = NO_HISTORY;
      this.#settleOne(order, facts);
      return;
    }
    const orders = this.#customers.get(customerKey) ?? [];
    this.#customers.set(customerKey, orders);
    const place = placeOf(orders, order);
    orders.splice(place, 0, order);
    const old = left === null || movedAway ? place : left.place;
    this.#settleFrom(orders, Math.min(place, old), { order, facts }, Math.max(place, old));
  }

  #takeOut(order: ReplayedOrder, customerKey: string): { orders: ReplayedOrder[]; place: number } {
    const orders = this.#customers.get(customerKey) ?? [];
    const place = placeOf(orders, order);
    orders.splice(place, 1);
    return { orders, place };
  }

  /**
   * Walks a customer's orders from a place on. The changed order is settled in any case, others where their history is
   * another than before. Behind `last`, where something changed for the last time, the first with the same history ends the walk.
   */
  #settleFrom(
    orders: readonly ReplayedOrder[],
    place: number,
    changed: { order: ReplayedOrder; facts: OrderFacts } | null,
    last = place,
  ): void {
    const before = orders[place - 1];
    let history = before === undefined ? NO_HISTORY : this.#after(before);
    for (const [index, order] of orders.slice(place).entries()) {
      const same = sameHistory(order.history, history);
      order.history = history;
      if (order === changed?.order) this.#settleOne(order, changed.facts);
      else if (!same) this.#settleOne(order, factsOf(order));
      else if (place + index > last) return;
      history = this.#after(order);
    }
  }

  /** The history of the order that follows. */
  #after(order: ReplayedOrder): CustomerHistory {
    return seenOf(historyAfter(order.history, order), this.#seen);
  }

  #settleOne(order: ReplayedOrder, facts: OrderFacts): void {
    const { attribution, commissions, reason } = this.#judge(order, facts, newestOf(facts));
    const { processedAt } = order;
    const first = attribution.credited[0];
    order.credit = first === undefined || reason === "lifetime" ? null : { processedAt, partnership: first };
    if (!this.#keepsTotals) return;
    const month = monthOf(processedAt);
    const contributions = commissions.map(({ partnership, netSalesMinor, amountMinor }) => ({
      creator: partnership.creator,
      month,
      netSalesMinor,
      amountMinor,
    }));
    this.#totals.replace(order.contributions, contributions);
    order.contributions = contributions;
  }

  #judge(order: ReplayedOrder, facts: OrderFacts, ranked: RankedSnapshot): Verdict {
    const { rule, windowDays, byCode } = this.#offer;
    const { processedAt } = ranked.snapshot;
    const position = order.keptPosition ?? 0;
    const month = monthOf(processedAt);
    return judge(stateOf(facts, ranked), {
      offers: new Map([[OFFER.id, { id: OFFER.id, rule, windowDays, inForce: true }]]),
      evidence: this.#evidence(facts, order.history, processedAt),
      selfReferred: new Set(facts.identities.flatMap((identity) => this.#offer.byIdentity.get(identity) ?? [])),
      customer: order.who === "known" ? standingAfter(order.history, processedAt) : { kind: order.who },
      ownerOf: (code) => byCode.get(code)?.creator,
      productOf: () => undefined,
      totalsOf: (_, creator) => this.#totals.totalsOf(rule, creator, month, position),
      budgetUsedMinor: () => this.#totals.budgetUsedMinor(position),
    });
  }

  #evidence(facts: OrderFacts, { latestCredit }: CustomerHistory, processedAt: Instant): Evidence[] {
    const evidence = facts.evidence.flatMap(({ mark }) => resolved(mark, this.#offer));
    const { lifetime } = this.#offer.rule;
    if (lifetime && latestCredit && claimsForLife(latestCredit, processedAt, lifetime.months))
      evidence.push({ kind: "lifetime", partnership: latestCredit.partnership });
    return evidence;
  }

  #outcome(order: ReplayedOrder, now: Instant): ReplayedVerdict {
    const facts = factsOf(order);
    const newest = newestOf(facts);
    const { newestPaid, seenPaidAt } = facts;
    const verdict = this.#judge(order, facts, newest);
    const paid = newestPaid === null || newestPaid === newest ? verdict : this.#judge(order, facts, newestPaid);
    const paidMinor = (creator: string): bigint =>
      paid.commissions.find((commission) => commission.partnership.creator === creator)?.amountMinor ?? 0n;
    const maturity = {
      processedAt: order.processedAt,
      holdDays: this.#offer.holdDays,
      seenPaidAt,
      disputed: stateOf(facts, newest).disputed,
    };
    return {
      orderId: order.orderId,
      verdict,
      maturedMinor: verdict.commissions.map(({ partnership, amountMinor }) =>
        maturedMinor(maturity, amountMinor, paidMinor(partnership.creator), now),
      ),
    };
  }
}

const OFFER = { id: "replay" } as const;

/** What we wrote is what we read: the packed form never leaves this world. */
const factsOf = (order: ReplayedOrder): OrderFacts => unpackFacts(JSON.parse(order.packed) as PackedFacts);

function newestOf(facts: OrderFacts): RankedSnapshot {
  invariant(facts.newest !== null, `order ${facts.orderId} is settled before any body of it`);
  return facts.newest;
}

/** Where an order stands, or belongs, among its customer's. */
function placeOf(orders: readonly ReplayedOrder[], order: ReplayedOrder): number {
  let [low, high] = [0, orders.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = orders[middle];
    if (other !== undefined && byProcessedAt(other, order) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The partnership that a mark points to; marks of nobody are no evidence. A replay does not check signatures. */
function resolved(mark: EvidenceMark, offer: ReplayOffer): Evidence[] {
  const found = (partnership: Partnership | undefined, evidence: Omit<Evidence, "partnership">): Evidence[] =>
    partnership === undefined ? [] : [{ ...evidence, partnership }];
  switch (mark.kind) {
    case "code":
    case "entered":
      return found(offer.byCode.get(mark.code), { kind: mark.kind, code: mark.code });
    case "click":
      return found(offer.byToken.get(mark.token), { kind: "click", clickedAt: mark.clickedAt });
    case "landing":
      return found(offer.byToken.get(mark.token), { kind: "landing" });
    case "survey":
      return found(offer.byName.get(mark.creator), { kind: "survey" });
  }
}
