import type { Evidence } from "#app/domain/attribution/evidence.ts";
import { type HistorySeen, NO_HISTORY, sameHistory, standingAfter } from "#app/domain/commission/customer.ts";
import type { ProductFacts } from "#app/domain/commission/line-traits.ts";
import { claimsForLife } from "#app/domain/commission/lifetime.ts";
import { readsTotals } from "#app/domain/commission/rule.ts";
import { type Instant, monthOf } from "#app/domain/kernel/instant.ts";
import { invariant } from "#app/domain/kernel/invariant.ts";
import type { OrderFacts, RankedSnapshot } from "#app/domain/order/facts.ts";
import { countsForCustomer } from "#app/domain/order/order.ts";
import { type OrderState, stateOf } from "#app/domain/order/state.ts";
import { isUnderReview } from "#app/domain/review/review.ts";
import { type OfferInForce, type Verdict, judge } from "#app/domain/verdict/judge.ts";
import type { OfferVersion, ShopBook, StoredOrder, WantedFacts } from "../../ports/settling.ts";
import { CustomerBook } from "./customer-book.ts";
import type { CustomerOrders } from "./customer-orders.ts";
import { factsFor, wantedFacts } from "./fetched-facts.ts";
import { historySeenIn } from "./histories.ts";
import { resolved, reviewsOn, selfReferred } from "./pointing.ts";
import { type References, customerKeyOf } from "./references.ts";
import { TotalsBook } from "./totals-book.ts";
import { type WorkingOrder, hasMatured, newOrder, workingOrder } from "./working-order.ts";

/** The orders of one shop while they are settled, in memory; what changed is written down afterwards. */
export class ShopSettling {
  readonly book: ShopBook;
  readonly totals: TotalsBook;
  readonly #references: References;
  readonly #now: Instant;
  readonly #orders = new Map<string, WorkingOrder>();
  readonly #customers: CustomerBook;
  readonly #readsTotals: ReadonlySet<string>;

  /** @param loaded which of its customers' orders are among those `stored` */
  constructor(
    book: ShopBook,
    references: References,
    stored: readonly StoredOrder[],
    now: Instant,
    loaded: Pick<CustomerOrders, "cutAfter" | "areAll"> = { cutAfter: new Map(), areAll: false },
  ) {
    this.book = book;
    this.#references = references;
    this.#now = now;
    this.totals = new TotalsBook(references.totals, book.position);
    this.#readsTotals = new Set(
      references.offers.filter(({ rule }) => readsTotals(rule)).map(({ offerId }) => offerId),
    );
    const seen = historySeenIn(references.offers);
    for (const item of stored) this.#orders.set(item.orderId, workingOrder(item, references, seen));
    this.#customers = new CustomerBook(this.#orders.values(), loaded, { seen, installedAt: book.installedAt });
  }

  /** Whether a change reached orders that were not loaded: what was settled is worth nothing then. */
  get reachedBeyond(): boolean {
    return this.#customers.reachedBeyond;
  }

  get historySeen(): HistorySeen {
    return this.#customers.seen;
  }

  get changed(): WorkingOrder[] {
    return [...this.#orders.values()].filter(({ dirty }) => dirty);
  }

  /** Those whose payable balance bounds what a review can hold back. */
  heldCreators(): { shopId: number; creatorId: string }[] {
    return this.changed
      .flatMap((order) => order.posted.filter((item) => item.payableMinor > 0n && this.isHeld(order, item.creatorId)))
      .map(({ creatorId }) => ({ shopId: this.book.shopId, creatorId }));
  }

  /** Whether nothing that a creator earns on the order may be payable now. */
  isHeld({ disputed, reviews }: WorkingOrder, creatorId: string): boolean {
    return disputed || reviews.some((review) => review.creator === creatorId && isUnderReview(review, this.#now));
  }

  /** The version of an offer that prices an order processed at an instant; before the first, the first, not in force. */
  versionAt(offerId: string, processedAt: Instant): OfferVersion | null {
    const versions = this.#references.offers.filter((version) => version.offerId === offerId);
    return versions.findLast(({ effectiveFrom }) => effectiveFrom <= processedAt) ?? versions[0] ?? null;
  }

  /** What a stored order's facts say today, with what was kept for it: the audit compares it with what was posted. */
  judgeAgain(orderId: string): Verdict | null {
    const order = this.#orders.get(orderId);
    if (order === undefined || order.facts.newest === null) return null;
    const { newest } = order.facts;
    return this.#judge(order, stateOf(order.facts, newest), this.#evidence(order, newest.snapshot.processedAt));
  }

  /** Takes an order's joined facts and settles it and, where it changes them, its customer's others. */
  settle(orderId: string, facts: OrderFacts): void {
    const order = this.#orders.get(orderId) ?? newOrder(orderId);
    this.#orders.set(orderId, order);
    order.facts = facts;
    order.dirty = true;
    const snapshot = facts.newest?.snapshot;
    if (snapshot === undefined) return;
    order.keptPosition ??= this.totals.position;
    order.firstSettledAt ??= this.#now;

    const customerKey = customerKeyOf(facts);
    const left = order.customerKey === null ? null : this.#customers.takeOut(order, order.customerKey);
    const movedAway = left !== null && order.customerKey !== customerKey;
    order.who = facts.customer?.who.kind ?? "withheld";
    order.customerKey = customerKey;
    order.processedAt = snapshot.processedAt;
    order.counts = countsForCustomer(snapshot);
    order.historyIsKnown = true;

    if (movedAway) this.#settleFrom(left.orders, left.place, null);
    if (customerKey === null) {
      order.history = NO_HISTORY;
      this.#settleOne(order);
      return;
    }
    const { orders, place } = this.#customers.putIn(order, customerKey);
    const old = left === null || movedAway ? place : left.place;
    this.#settleFrom(orders, Math.min(place, old), order, Math.max(place, old));
  }

  /** As in a replay: behind `last`, where something changed for the last time, the first with the same history ends the walk. */
  #settleFrom(orders: readonly WorkingOrder[], place: number, changed: WorkingOrder | null, last = place): void {
    let history = this.#customers.historyAt(orders, place);
    for (const [index, order] of orders.slice(place).entries()) {
      const same = sameHistory(order.history, history);
      order.history = history;
      if (order === changed) this.#settleOne(order);
      else if (!same) {
        order.dirty = true;
        if (!hasMatured(order)) this.#settleOne(order);
      } else if (place + index > last) return;
      history = this.#customers.historyAfter(order);
    }
    this.#customers.cameToTheEndOf(orders);
  }

  /** What a changed order's price rests on and nobody here knows. */
  wantedOf(order: WorkingOrder): WantedFacts | null {
    const credited = order.verdict?.commissions.map(({ partnership }) => partnership.offerId) ?? [];
    const rules = [...new Set(credited)].flatMap((id) => this.versionAt(id, order.processedAt)?.rule ?? []);
    return wantedFacts(order, rules, {
      product: (productId) => this.#productFor(order, productId) !== undefined,
      isCustomersFirst: this.#customers.isFirst(order),
    });
  }

  #productFor(order: WorkingOrder, productId: string): ProductFacts | undefined {
    return factsFor(this.#references.products.get(productId) ?? [], order.firstSettledAt ?? this.#now);
  }

  #settleOne(order: WorkingOrder): void {
    const { facts } = order;
    const newest = newestOf(facts);
    if (!hasMatured(order)) order.pricedHistory = order.history;
    const state = stateOf(facts, newest);
    order.claims = this.#evidence(order, newest.snapshot.processedAt);
    order.verdict = this.#judge(order, state, order.claims);
    order.paidVerdict = this.#paidVerdict(order, newest);
    order.reviews = reviewsOn(this.#references, order);
    order.disputed = state.disputed;
    const first = order.verdict.attribution.credited[0];
    order.credit =
      first === undefined || order.verdict.reason === "lifetime"
        ? null
        : { processedAt: order.processedAt, partnership: first };
    this.#postTotals(order, order.verdict);
  }

  #postTotals(order: WorkingOrder, { commissions }: Verdict): void {
    const month = monthOf(order.processedAt, this.book.timeZone);
    const now = commissions.map(({ partnership, netSalesMinor, amountMinor }) => ({
      offerId: partnership.offerId,
      creatorId: partnership.creator,
      month,
      netSalesMinor,
      amountMinor,
    }));
    for (const [list, sign] of [
      [order.contributions, -1],
      [now, 1],
    ] as const)
      for (const item of list) {
        if (!this.#readsTotals.has(item.offerId)) continue;
        this.totals.post({
          ...item,
          shopId: this.book.shopId,
          orderId: order.orderId,
          netSalesMinor: BigInt(sign) * item.netSalesMinor,
          amountMinor: BigInt(sign) * item.amountMinor,
          orders: sign,
        });
      }
    order.contributions = now;
  }

  #paidVerdict(order: WorkingOrder, newest: RankedSnapshot): Verdict | null {
    const { newestPaid } = order.facts;
    if (newestPaid === null || newestPaid === newest) return null;
    const evidence = this.#evidence(order, newestPaid.snapshot.processedAt);
    return this.#judge(order, stateOf(order.facts, newestPaid), evidence);
  }

  #judge(order: WorkingOrder, state: OrderState, evidence: readonly Evidence[]): Verdict {
    const { processedAt } = state.snapshot;
    const month = monthOf(processedAt, this.book.timeZone);
    const position = order.keptPosition ?? this.totals.position;
    const offers = this.#offersAt(processedAt);
    return judge(state, {
      offers,
      evidence,
      selfReferred: selfReferred(this.#references, order),
      customer: order.who === "known" ? standingAfter(order.pricedHistory, processedAt) : { kind: order.who },
      ownerOf: (code) => this.#references.byCode.get(code)?.partnership.creator,
      productOf: (productId) => this.#productFor(order, productId),
      totalsOf: (offerId, creator) => {
        const rule = offers.get(offerId)?.rule;
        invariant(rule !== undefined, `no rule of offer ${offerId}`);
        return this.totals.totalsOf(offerId, rule, creator, month, position);
      },
      budgetUsedMinor: (offerId) => this.totals.budgetUsedMinor(offerId, position),
    });
  }

  #offersAt(processedAt: Instant): ReadonlyMap<string, OfferInForce> {
    const offers = new Map<string, OfferInForce>();
    for (const offerId of new Set(this.#references.offers.map((version) => version.offerId))) {
      const version = this.versionAt(offerId, processedAt);
      if (version === null) continue;
      const { rule, windowDays, effectiveFrom } = version;
      offers.set(offerId, { id: offerId, rule, windowDays, inForce: effectiveFrom <= processedAt });
    }
    return offers;
  }

  #evidence(order: WorkingOrder, processedAt: Instant): Evidence[] {
    const evidence = order.facts.evidence.flatMap(({ mark }) => resolved(this.#references, mark, processedAt));
    const { latestCredit } = order.pricedHistory;
    if (latestCredit === null) return evidence;
    const months = this.versionAt(latestCredit.partnership.offerId, processedAt)?.rule.lifetime?.months;
    if (months !== undefined && claimsForLife(latestCredit, processedAt, months))
      evidence.push({ kind: "lifetime", partnership: latestCredit.partnership });
    return evidence;
  }
}

function newestOf(facts: OrderFacts): RankedSnapshot {
  invariant(facts.newest !== null, `order ${facts.orderId} is settled before any body of it`);
  return facts.newest;
}
