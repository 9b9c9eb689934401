import type { LeakPeriod } from "#app/domain/attribution/leak.ts";
import { readsProducts, readsTotals } from "#app/domain/commission/rule.ts";
import { monthOf } from "#app/domain/kernel/instant.ts";
import type { Identity, OrderFacts } from "#app/domain/order/facts.ts";
import type {
  KnownPartnership,
  OfferVersion,
  OrderReview,
  ProductVersion,
  SettleStore,
  ShopBook,
  StoredOrder,
  TotalsAsk,
  TotalsAt,
} from "../../ports/settling.ts";
import type { Step } from "./step.ts";
import { totalsKey } from "./totals-book.ts";

/** What the verdicts of one shop's orders rest on beside the orders. */
export interface References {
  readonly partnerships: ReadonlyMap<string, KnownPartnership>;
  readonly byCode: ReadonlyMap<
    string,
    { readonly partnership: KnownPartnership; readonly leaks: readonly LeakPeriod[] }
  >;
  readonly byToken: ReadonlyMap<string, KnownPartnership>;
  readonly byName: ReadonlyMap<string, KnownPartnership>;
  /** Creators by their own keyed hashes. */
  readonly byIdentity: ReadonlyMap<Identity, ReadonlySet<string>>;
  readonly offers: readonly OfferVersion[];
  /** Running totals by `totalsKey`. */
  readonly totals: ReadonlyMap<string, TotalsAt>;
  /** What was fetched of each product, the oldest first. */
  readonly products: ReadonlyMap<string, readonly ProductVersion[]>;
  /** What is kept of reviews, by order. */
  readonly reviews: ReadonlyMap<string, readonly OrderReview[]>;
}

/** A customer's key is the keyed hash of its id; guests and withheld customers have none. */
export const customerKeyOf = ({ customer }: OrderFacts): string | null =>
  customer?.who.kind === "known" ? customer.who.id : null;

export async function loadReferences(
  store: Pick<SettleStore, "partnerships" | "totals" | "productVersions" | "reviews">,
  given: { book: ShopBook; offers: readonly OfferVersion[]; orders: readonly StoredOrder[]; steps: readonly Step[] },
): Promise<References> {
  const { book, offers, orders, steps } = given;
  const facts = [...orders.map((order) => order.facts), ...steps.map((step) => step.facts)];
  const marks = facts.flatMap(({ evidence }) => evidence.map(({ mark }) => mark));
  const codes = facts.flatMap(
    ({ newest }) => newest?.snapshot.lines.flatMap((line) => line.codeAllocations.map(({ code }) => code)) ?? [],
  );
  const ids = orders.flatMap(({ creditPartnershipId, history, pricedHistory }) =>
    [creditPartnershipId, history?.credit?.partnershipId, pricedHistory?.credit?.partnershipId].filter(
      (id) => typeof id === "string",
    ),
  );
  const partnerships = await store.partnerships(book.shopId, marks, [...new Set(codes)], [...new Set(ids)]);
  const totals = await store.totals(totalsAsked(given, partnerships));
  const products = await productsOf(store, book.shopId, offers, facts);
  const reviews = await reviewsOf(store, given);
  return {
    ...indexed(partnerships),
    offers,
    totals: new Map(totals.map((item) => [totalsKey(item), item])),
    products,
    reviews,
  };
}

/** Only what points to a creator can look like that creator's own order. */
async function reviewsOf(
  store: Pick<SettleStore, "reviews">,
  { book, orders }: { book: ShopBook; orders: readonly StoredOrder[] },
): Promise<References["reviews"]> {
  const pointing = orders.filter(
    ({ facts, history, pricedHistory }) =>
      facts.evidence.length > 0 || (history?.credit ?? pricedHistory?.credit ?? null) !== null,
  );
  if (pointing.length === 0) return new Map();
  const kept = await store.reviews(
    book.shopId,
    pointing.map(({ orderId }) => orderId),
  );
  return Map.groupBy(kept, ({ orderId }) => orderId);
}

/** Nothing is read where no rule of the shop asks. */
async function productsOf(
  store: Pick<SettleStore, "productVersions">,
  shopId: number,
  offers: readonly OfferVersion[],
  facts: readonly OrderFacts[],
): Promise<References["products"]> {
  if (!offers.some(({ rule }) => readsProducts(rule))) return new Map();
  const snapshots = facts.flatMap(({ newest, newestPaid }) => [newest?.snapshot, newestPaid?.snapshot]);
  const ids = snapshots.flatMap((snapshot) => snapshot?.lines.flatMap(({ productId }) => productId ?? []) ?? []);
  if (ids.length === 0) return new Map();
  return Map.groupBy(await store.productVersions(shopId, [...new Set(ids)]), ({ productId }) => productId);
}

function indexed(partnerships: readonly KnownPartnership[]) {
  const byCode = new Map<string, { partnership: KnownPartnership; leaks: readonly LeakPeriod[] }>();
  const byToken = new Map<string, KnownPartnership>();
  const byName = new Map<string, KnownPartnership>();
  const byIdentity = new Map<Identity, Set<string>>();
  for (const partnership of partnerships) {
    for (const { code, leaks } of partnership.codes) byCode.set(code, { partnership, leaks });
    for (const token of partnership.tokens) byToken.set(token, partnership);
    for (const name of partnership.names) byName.set(name, preferred(byName.get(name), partnership));
    for (const identity of partnership.identities)
      byIdentity.set(identity, (byIdentity.get(identity) ?? new Set()).add(partnership.creator));
  }
  return {
    partnerships: new Map(partnerships.map((partnership) => [partnership.id, partnership])),
    byCode,
    byToken,
    byName,
    byIdentity,
  };
}

/** A name may stand for several partnerships of a creator: the one without an end, else the latest. */
function preferred(known: KnownPartnership | undefined, other: KnownPartnership): KnownPartnership {
  if (known === undefined) return other;
  const endOf = ({ activeUntil }: KnownPartnership): number => activeUntil ?? Number.POSITIVE_INFINITY;
  return endOf(other) > endOf(known) ? other : known;
}

/** Totals as every order that may be priced needs them: where they stood at its first settlement, or stand now. */
function totalsAsked(
  {
    book,
    offers,
    orders,
    steps,
  }: { book: ShopBook; offers: readonly OfferVersion[]; orders: readonly StoredOrder[]; steps: readonly Step[] },
  partnerships: readonly KnownPartnership[],
): TotalsAsk[] {
  const reading = new Set(offers.filter(({ rule }) => readsTotals(rule)).map(({ offerId }) => offerId));
  const concerned = partnerships.filter(({ offerId }) => reading.has(offerId));
  if (concerned.length === 0) return [];
  const keptAt = new Map(orders.map((order) => [order.orderId, order.keptPosition]));
  const places = [
    ...orders.map((order) => ({ position: order.keptPosition, facts: order.facts })),
    ...steps.map((step) => ({ position: keptAt.get(step.orderId) ?? book.position, facts: step.facts })),
  ];
  const asks = new Map<string, TotalsAsk>();
  for (const { position, facts } of places)
    for (const snapshot of [facts.newest?.snapshot, facts.newestPaid?.snapshot])
      if (snapshot !== undefined)
        for (const { offerId, creator } of concerned) {
          const month = monthOf(snapshot.processedAt, book.timeZone);
          const ask = {
            shopId: book.shopId,
            offerId,
            creatorId: creator,
            month,
            position: Math.min(position ?? book.position, book.position),
          };
          asks.set(totalsKey(ask), ask);
        }
  return [...asks.values()];
}
