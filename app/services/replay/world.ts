import type { Evidence } from "#app/domain/attribution/evidence.ts";
import { type CustomerStanding, byProcessedAt, customerStandings } from "#app/domain/commission/customer.ts";
import { type EarlierCredit, claimsForLife } from "#app/domain/commission/lifetime.ts";
import { maturedMinor } from "#app/domain/commission/maturity.ts";
import { readsTotals } from "#app/domain/commission/rule.ts";
import { type Instant, monthOf } from "#app/domain/kernel/instant.ts";
import { byNumericId } from "#app/domain/kernel/text.ts";
import {
  type OrderFacts,
  type RankedSnapshot,
  absorbChargeback,
  absorbOrder,
  absorbRefund,
  noFacts,
} from "#app/domain/order/facts.ts";
import { countsForCustomer } from "#app/domain/order/order.ts";
import type { TextOf, TextRef } from "#app/domain/order/rank.ts";
import { stateOf } from "#app/domain/order/state.ts";
import { type Verdict, judge } from "#app/domain/verdict/judge.ts";
import type { OrderFact } from "../ports/deliveries.ts";
import type { ReplayOffer } from "./offer-document.ts";
import { type Contribution, TotalsBook } from "./totals-book.ts";

/** An order in the replayed world. */
interface ReplayedOrder {
  readonly key: string;
  readonly shop: string;
  facts: OrderFacts;
  /** Position of the totals when the first body was settled; `null` before any body. */
  keptPosition: number | null;
  customerKey: string | null;
  standing: CustomerStanding;
  earlier: EarlierCredit | null;
  /** What this order gives the customer's later ones. */
  credit: EarlierCredit | null;
  contributions: readonly Contribution[];
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
  readonly #customers = new Map<string, ReplayedOrder[]>();
  readonly #totals = new TotalsBook();
  readonly #keepsTotals: boolean;

  constructor(offer: ReplayOffer, textOf: TextOf) {
    this.#offer = offer;
    this.#textOf = textOf;
    this.#keepsTotals = readsTotals(offer.rule);
  }

  /** Takes what one delivery says and settles everything that it changes; `stale` when a newer body was known. */
  learn(
    shop: string,
    fact: OrderFact,
    from: { readonly triggeredAt: Instant; readonly text: TextRef },
  ): { stale: boolean } {
    const order = this.#order(shop, fact.orderId);
    let stale = false;
    if (fact.kind === "order") {
      const joined = absorbOrder(order.facts, fact.body, this.#textOf);
      stale = joined.stale;
      order.facts = joined.facts;
      order.keptPosition ??= this.#totals.position;
    } else if (fact.kind === "refund") {
      order.facts = absorbRefund(order.facts, fact.refund, from, this.#textOf);
    } else {
      order.facts = absorbChargeback(order.facts, fact.chargeback, from, this.#textOf);
    }
    if (order.keptPosition !== null) this.#settle(order);
    return { stale };
  }

  /** Every order seen, by id as a number, with what has matured at `now`. */
  *verdicts(now: Instant): Generator<ReplayedVerdict> {
    const seen = [...this.#orders.values()].filter((order) => order.facts.newest !== null);
    for (const order of seen.toSorted((a, b) => byNumericId(a.facts.orderId, b.facts.orderId)))
      yield this.#outcome(order, now);
  }

  #order(shop: string, orderId: string): ReplayedOrder {
    const key = `${shop} ${orderId}`;
    let order = this.#orders.get(key);
    if (order === undefined) {
      order = {
        key,
        shop,
        facts: noFacts(orderId),
        keptPosition: null,
        customerKey: null,
        standing: { kind: "withheld" },
        earlier: null,
        credit: null,
        contributions: [],
      };
      this.#orders.set(key, order);
    }
    return order;
  }

  /** Settles an order and, where it changes them, its customer's others. */
  #settle(order: ReplayedOrder): void {
    const who = order.facts.customer?.who ?? { kind: "withheld" };
    const customerKey = who.kind === "known" ? `${order.shop} ${who.id}` : null;
    if (order.customerKey !== customerKey) {
      const left = order.customerKey === null ? undefined : this.#customers.get(order.customerKey);
      if (left) {
        left.splice(left.indexOf(order), 1);
        this.#settleCustomer(left, null);
      }
      order.customerKey = customerKey;
      if (customerKey !== null) this.#customers.set(customerKey, [...(this.#customers.get(customerKey) ?? []), order]);
    }
    if (customerKey !== null) return this.#settleCustomer(this.#customers.get(customerKey) ?? [], order);
    order.standing = who.kind === "guest" ? { kind: "guest" } : { kind: "withheld" };
    order.earlier = null;
    this.#settleOne(order);
  }

  /** Walks a customer's orders from the first to the last; `changed` is settled in any case. */
  #settleCustomer(orders: ReplayedOrder[], changed: ReplayedOrder | null): void {
    const known = orders.map((order) => ({ order, ...customerOrderOf(order) })).toSorted(byProcessedAt);
    const standings = customerStandings(known);
    let earlier: EarlierCredit | null = null;
    known.forEach(({ order }, index) => {
      const standing = standings[index] ?? order.standing;
      const moved = !sameStanding(standing, order.standing) || !sameCredit(earlier, order.earlier);
      if (moved || order === changed) {
        order.standing = standing;
        order.earlier = earlier;
        this.#settleOne(order);
      }
      earlier = order.credit ?? earlier;
    });
  }

  #settleOne(order: ReplayedOrder): void {
    const newest = newestOf(order);
    const { attribution, commissions, reason } = this.#judge(order, newest);
    const { processedAt } = newest.snapshot;
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

  #judge(order: ReplayedOrder, ranked: RankedSnapshot): Verdict {
    const { rule, windowDays, byCode } = this.#offer;
    const { processedAt } = ranked.snapshot;
    const position = order.keptPosition ?? 0;
    const month = monthOf(processedAt);
    return judge(stateOf(order.facts, ranked), {
      offers: new Map([[OFFER.id, { id: OFFER.id, rule, windowDays, inForce: true }]]),
      evidence: this.#evidence(order, processedAt),
      selfReferred: this.#selfReferred(order.facts),
      customer: order.standing,
      ownerOf: (code) => byCode.get(code)?.creator,
      productOf: () => undefined,
      totalsOf: (_, creator) => this.#totals.totalsOf(rule, creator, month, position),
      budgetUsedMinor: () => this.#totals.budgetUsedMinor(position),
    });
  }

  #evidence(order: ReplayedOrder, processedAt: Instant): Evidence[] {
    const { rule } = this.#offer;
    const evidence = order.facts.evidence.flatMap(({ mark }): Evidence[] => {
      switch (mark.kind) {
        case "code":
        case "entered": {
          const partnership = this.#offer.byCode.get(mark.code);
          return partnership ? [{ kind: mark.kind, partnership, code: mark.code }] : [];
        }
        case "click": {
          const partnership = this.#offer.byToken.get(mark.token);
          return partnership ? [{ kind: "click", partnership, clickedAt: mark.clickedAt }] : [];
        }
        case "landing": {
          const partnership = this.#offer.byToken.get(mark.token);
          return partnership ? [{ kind: "landing", partnership }] : [];
        }
        case "survey": {
          const partnership = this.#offer.byName.get(mark.creator);
          return partnership ? [{ kind: "survey", partnership }] : [];
        }
      }
    });
    const { earlier } = order;
    if (rule.lifetime && earlier && claimsForLife(earlier, processedAt, rule.lifetime.months))
      evidence.push({ kind: "lifetime", partnership: earlier.partnership });
    return evidence;
  }

  #selfReferred(facts: OrderFacts): ReadonlySet<string> {
    return new Set(facts.identities.flatMap((identity) => this.#offer.byIdentity.get(identity) ?? []));
  }

  #outcome(order: ReplayedOrder, now: Instant): ReplayedVerdict {
    const newest = newestOf(order);
    const { newestPaid, seenPaidAt } = order.facts;
    const verdict = this.#judge(order, newest);
    const paid = newestPaid === null || newestPaid === newest ? verdict : this.#judge(order, newestPaid);
    const paidMinor = (creator: string): bigint =>
      paid.commissions.find((commission) => commission.partnership.creator === creator)?.amountMinor ?? 0n;
    const maturity = {
      processedAt: newest.snapshot.processedAt,
      holdDays: this.#offer.holdDays,
      seenPaidAt,
      disputed: stateOf(order.facts, newest).disputed,
    };
    return {
      orderId: order.facts.orderId,
      verdict,
      maturedMinor: verdict.commissions.map(({ partnership, amountMinor }) =>
        maturedMinor(maturity, amountMinor, paidMinor(partnership.creator), now),
      ),
    };
  }
}

const OFFER = { id: "replay" } as const;

function newestOf(order: ReplayedOrder): RankedSnapshot {
  if (order.facts.newest === null) throw new Error(`order ${order.key} is settled before any body of it`);
  return order.facts.newest;
}

function customerOrderOf(order: ReplayedOrder) {
  const { snapshot } = newestOf(order);
  return { orderId: order.facts.orderId, processedAt: snapshot.processedAt, counts: countsForCustomer(snapshot) };
}

function sameStanding(a: CustomerStanding, b: CustomerStanding): boolean {
  if (a.kind !== "known" || b.kind !== "known") return a.kind === b.kind;
  return a.index === b.index && a.firstProcessedAt === b.firstProcessedAt;
}

function sameCredit(a: EarlierCredit | null, b: EarlierCredit | null): boolean {
  return a?.processedAt === b?.processedAt && a?.partnership === b?.partnership;
}
