import { noFacts } from "#app/domain/order/facts.ts";
import type { TextOf } from "#app/domain/order/rank.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import { readsTotals } from "#app/domain/commission/rule.ts";
import { absorbFact } from "./absorb-fact.ts";
import type { IncomingFact, OfferVersion, OrderKey, SettleStore, ShopBook, StoredOrder } from "../ports/settling.ts";
import { customerOrders } from "./settling/customer-orders.ts";
import { loadReferences } from "./settling/references.ts";
import type { Step } from "./settling/step.ts";
import { ShopSettling } from "./settling/shop-settling.ts";
import { tiedTexts } from "./settling/ties.ts";
import { outcomeOf } from "./settling/write-down.ts";

export interface SettleDeps {
  readonly now: Instant;
  /**
   * Makes a fact fit to be kept: what identifies a person becomes a keyed hash, and marks that claim to be ours and are not
   * are left out. Once, on arrival: keys change, facts stay.
   */
  readonly seal: (fact: IncomingFact["fact"]) => IncomingFact["fact"];
  /** How many of a customer's later orders are read at first. */
  readonly laterAtFirst?: number;
}

/**
 * Brings the ledger in line with the newest thing known about some orders, inside the caller's transaction.
 *
 * It never asks what changed. It recomputes what each order should pay and posts the difference to what was posted before,
 * so duplicate, late and shuffled deliveries of an order all end in the same balances. Orders nobody is credited for are
 * recorded too: a creator may ask why. Orders named in `again` are settled with the facts that are kept of them.
 */
export async function settleOrders(
  store: SettleStore,
  deps: SettleDeps,
  incoming: readonly IncomingFact[],
  again: readonly OrderKey[] = [],
): Promise<void> {
  const sealed = incoming.map((item) => ({ ...item, fact: deps.seal(item.fact) }));
  const books = await store.lockShops([...new Set([...sealed, ...again].map(({ shopId }) => shopId))]);
  const versions = await store.offerVersions(books.map(({ shopId }) => shopId));
  const stored = await store.orders([
    ...sealed.map(({ shopId, fact }) => ({ shopId, orderId: fact.orderId })),
    ...again,
  ]);
  const textOf = textsOf(await store.texts(tiedTexts(stored, sealed)));

  const settlings: ShopSettling[] = [];
  for (const locked of books) {
    const book = await store.startSeries(locked, readingOffers(locked.shopId, versions));
    const mine = stored.filter(({ shopId }) => shopId === book.shopId);
    const offers = versions.filter(({ shopId }) => shopId === book.shopId);
    const ofShop = <T extends { shopId: number }>(items: readonly T[]): T[] =>
      items.filter(({ shopId }) => shopId === book.shopId);
    const steps = [...stepsOf(ofShop(sealed), mine, offers, textOf), ...repeated(ofShop(again), ofShop(sealed), mine)];
    settlings.push(await settleShop(store, { book, offers, stored: mine, steps }, deps));
  }
  const payable = await store.payableBalances(settlings.flatMap((settling) => settling.heldCreators()));
  const outcomes = settlings.map((settling) => outcomeOf(settling, payable, deps.now));
  await store.save(
    outcomes.flatMap(({ orders }) => orders),
    outcomes.flatMap(({ transfers }) => transfers),
    outcomes.flatMap(({ series }) => series),
    outcomes.map(({ book }) => book),
  );
}

/** How many of a customer's later orders are read at first: most changes touch one or none of them. */
const LATER_AT_FIRST = 10;
/** How many times more are read when a change reaches further than that, before all are. */
const WIDER = 10;

type ShopSteps = {
  book: ShopBook;
  offers: readonly OfferVersion[];
  stored: readonly StoredOrder[];
  steps: readonly Step[];
};

/** Where a change reaches further among a customer's orders than was read, all is done again with more of them. */
async function settleShop(store: SettleStore, shop: ShopSteps, deps: SettleDeps): Promise<ShopSettling> {
  const { laterAtFirst = LATER_AT_FIRST } = deps;
  for (const later of [laterAtFirst, laterAtFirst * WIDER]) {
    const near = await settleAmong(store, shop, deps.now, later);
    if (!near.reachedBeyond) return near;
  }
  return settleAmong(store, shop, deps.now, null);
}

async function settleAmong(
  store: SettleStore,
  { book, offers, stored, steps }: ShopSteps,
  now: Instant,
  later: number | null,
): Promise<ShopSettling> {
  const others = await customerOrders(store, book.shopId, steps, stored, later);
  const orders = [...stored, ...others.orders];
  const references = await loadReferences(store, { book, offers, orders, steps });
  const settling = new ShopSettling(book, references, orders, now, others);
  for (const step of steps) settling.settle(step.orderId, step.facts);
  return settling;
}

/** Offers of a shop with a version that reads running totals. */
function readingOffers(shopId: number, versions: readonly OfferVersion[]): string[] {
  const reading = versions.filter((version) => version.shopId === shopId && readsTotals(version.rule));
  return [...new Set(reading.map(({ offerId }) => offerId))];
}

/**
 * One step an order, by first arrival: what a newer snapshot of the batch makes stale is never priced. Where a running
 * total is read, the sequence of first settlements matters and each fact is a step of its own.
 */
function stepsOf(
  incoming: readonly IncomingFact[],
  stored: readonly StoredOrder[],
  offers: readonly OfferVersion[],
  textOf: TextOf,
): Step[] {
  const oneByOne = offers.some(({ rule }) => readsTotals(rule));
  const known = new Map(stored.map((order) => [`${order.shopId} ${order.orderId}`, order.facts]));
  const steps = new Map<string, Step>();
  incoming.forEach((item, index) => {
    const { shopId, fact } = item;
    const key = `${shopId} ${fact.orderId}`;
    const facts = absorbFact(known.get(key) ?? noFacts(fact.orderId), fact, item, textOf).facts;
    known.set(key, facts);
    steps.set(oneByOne ? `${key} ${index}` : key, { shopId, orderId: fact.orderId, facts });
  });
  return [...steps.values()];
}

/** Orders to be settled again, unless a fact of the same call does so anyway. */
function repeated(
  again: readonly OrderKey[],
  incoming: readonly IncomingFact[],
  stored: readonly StoredOrder[],
): Step[] {
  const moved = new Set(incoming.map(({ fact }) => fact.orderId));
  const asked = new Set(again.map(({ orderId }) => orderId));
  return stored
    .filter(({ orderId }) => asked.has(orderId) && !moved.has(orderId))
    .map(({ shopId, orderId, facts }) => ({ shopId, orderId, facts }));
}

/** A text that the inbox no longer has is told by its number: any fixed choice will do then. */
function textsOf(texts: ReadonlyMap<number, string>): TextOf {
  return (ref) => texts.get(ref) ?? String(ref);
}
