import type { Evidence, EvidenceKind, Partnership } from "#app/domain/attribution/evidence.ts";
import type { LeakPeriod } from "#app/domain/attribution/leak.ts";
import type { ProductFacts } from "#app/domain/commission/line-traits.ts";
import type { HistorySeen } from "#app/domain/commission/customer.ts";
import type { CreatorTotals } from "#app/domain/commission/commissions-for.ts";
import type { OfferRule } from "#app/domain/commission/rule.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Standing } from "#app/domain/ledger/postings.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import type { Identity, OrderFacts } from "#app/domain/order/facts.ts";
import type { EvidenceMark } from "#app/domain/order/order.ts";
import type { TextRef } from "#app/domain/order/rank.ts";
import type { Likeness } from "#app/domain/review/likeness.ts";
import type { Review } from "#app/domain/review/review.ts";
import type { Verdict } from "#app/domain/verdict/judge.ts";
import type { OrderFact } from "./deliveries.ts";
import type { Transfer } from "./ledger.ts";

/** Something a delivery says about an order, on its way to being settled. */
export type IncomingFact = {
  readonly shopId: number;
  readonly fact: OrderFact;
  readonly triggeredAt: Instant;
  /** Nanoseconds of the trigger below its millisecond. */
  readonly belowMs?: number | undefined;
  /** The inbox row's id: where the body's canonical text can be had on a tie. */
  readonly text: TextRef;
};

/**
 * Brings the ledger in line with what the facts add, inside the caller's transaction. Facts of one order may come in any
 * sequence and repeatedly. Orders named in `again` are settled with what is known of them: something that their price rests
 * on was learned.
 */
export type Settle = (incoming: readonly IncomingFact[], again?: readonly OrderKey[]) => Promise<unknown>;

export interface OrderKey {
  readonly shopId: number;
  readonly orderId: string;
}

/** A shop's page in the book of running totals; locking it makes settling of one shop sequential. */
export interface ShopBook {
  readonly shopId: number;
  readonly currency: Currency;
  readonly timeZone: string;
  /** Where the running totals stand. */
  readonly position: number;
  readonly installedAt: Instant;
}

/** What is known of an order between its deliveries. */
export interface OrderOnRecord {
  readonly shopId: number;
  readonly orderId: string;
  readonly facts: OrderFacts;
  readonly customerKey: string | null;
  readonly processedAt: Instant | null;
  readonly counts: boolean;
  readonly creditPartnershipId: string | null;
  readonly history: StoredHistory | null;
  /** The history that its commission was last priced with; it stays once a part of it has matured. */
  readonly pricedHistory: StoredHistory | null;
  readonly keptPosition: number | null;
  readonly firstSettledAt: Instant | null;
}

/** An order as it was left, with what was posted for it. */
export interface StoredOrder extends OrderOnRecord {
  /** How many orders its customer had before it, as Shopify counts; `null` where nobody asked. */
  readonly earlierOrders: number | null;
  readonly posted: readonly PostedCommission[];
}

/** What the Admin API said of a product, from when on and until when it was last seen to be so. */
export interface ProductVersion extends ProductFacts {
  readonly productId: string;
  readonly seenAt: Instant;
  readonly confirmedAt: Instant;
}

/** What an order's price rests on and its body cannot tell: to be fetched outside the transaction. */
export interface WantedFacts {
  readonly productIds: readonly string[];
  /** How many orders its customer had before those that we know. */
  readonly customer: boolean;
  /** The lines that its body left out. */
  readonly lines: boolean;
}

export interface StoredHistory {
  readonly count: number;
  readonly firstProcessedAt: Instant | null;
  readonly credit: { readonly processedAt: Instant; readonly partnershipId: string } | null;
  /** What it was cut down to, where it was. */
  readonly seen?: HistorySeen;
}

/** What the ledger has of one order and creator. */
export interface PostedCommission extends Standing {
  /** Whether the order is credited to the creator now, be it with 0. */
  readonly credited: boolean;
  readonly creatorId: string;
  readonly partnershipId: string;
  readonly offerId: string;
  readonly offerVersionId: string;
  readonly evidence: EvidenceKind;
  readonly holdDays: number;
  readonly postingNumber: number;
  readonly netSalesMinor: bigint;
  readonly month: string;
}

/** A partnership with everything that may point to it. */
export interface KnownPartnership extends Partnership {
  readonly shopId: number;
  readonly codes: readonly { readonly code: string; readonly leaks: readonly LeakPeriod[] }[];
  readonly tokens: readonly string[];
  /** Folded: the creator's handle and display name. */
  readonly names: readonly string[];
  readonly identities: readonly Identity[];
  readonly likenesses: readonly Likeness[];
}

/** A review of one of a shop's orders. */
export interface OrderReview extends Review {
  readonly orderId: string;
}

/** A published rule says what this code does not know: newer code published it, and newer code will price by it. */
export class RuleIsNewer extends Error {
  override name = "RuleIsNewer";
}

export interface OfferVersion {
  readonly id: string;
  readonly offerId: string;
  readonly shopId: number;
  readonly rule: OfferRule;
  readonly windowDays: number;
  readonly holdDays: number;
  readonly effectiveFrom: Instant;
}

export interface TotalsAsk {
  readonly shopId: number;
  readonly offerId: string;
  readonly creatorId: string;
  readonly month: string;
  readonly position: number;
}

/** Totals of a creator under an offer at a position; `orders` and `netSalesMinor` for the month and for all time. */
export interface TotalsAt extends TotalsAsk {
  readonly monthly: Omit<CreatorTotals, "monthUsedMinor">;
  readonly allTime: Omit<CreatorTotals, "monthUsedMinor">;
  readonly monthUsedMinor: bigint;
  readonly budgetUsedMinor: bigint;
}

/** One change of a running total. */
export interface SeriesChange {
  readonly shopId: number;
  readonly offerId: string;
  readonly creatorId: string;
  readonly month: string;
  readonly orderId: string;
  readonly position: number;
  readonly netSalesMinor: bigint;
  readonly amountMinor: bigint;
  readonly orders: number;
}

/** What a settled order leaves behind. */
export interface SettledOrder extends OrderOnRecord {
  readonly reviews: readonly Review[];
  readonly wanted: WantedFacts | null;
  /** `null` while no body of the order is known. */
  readonly verdict: SettledVerdict | null;
}

export interface SettledVerdict {
  readonly verdict: Verdict;
  readonly disputed: boolean;
  /** All evidence on the order, also where its state pays nobody. */
  readonly claims: readonly Pick<Evidence, "partnership" | "kind">[];
  readonly commissions: readonly SettledCommission[];
}

export interface SettledCommission extends PostedCommission {
  readonly amountMinor: bigint;
  readonly releasableMinor: bigint;
  readonly entries: Verdict["commissions"][number]["entries"];
  readonly sentence: string;
  readonly maturesAt: Instant | null;
}

/** What settling reads and writes, inside one transaction. */
export interface SettleStore {
  /** Locks shops in one order, so that any number of workers wait for each other and never deadlock. */
  lockShops(shopIds: readonly number[]): Promise<ShopBook[]>;
  orders(keys: readonly { shopId: number; orderId: string }[]): Promise<StoredOrder[]>;
  /** Of each customer the order before a place, and from it on the first `later`, or all. */
  customerOrders(
    asks: readonly { shopId: number; customerKey: string; processedAt: Instant; orderId: string }[],
    later: number | null,
  ): Promise<StoredOrder[]>;
  /** Canonical texts of bodies that the inbox still has. */
  texts(refs: readonly TextRef[]): Promise<ReadonlyMap<TextRef, string>>;
  /** All partnerships that any of these marks or ids point to. */
  partnerships(
    shopId: number,
    marks: readonly EvidenceMark[],
    codes: readonly string[],
    ids: readonly string[],
  ): Promise<KnownPartnership[]>;
  offerVersions(shopIds: readonly number[]): Promise<OfferVersion[]>;
  /** What is kept of reviews of these orders. */
  reviews(shopId: number, orderIds: readonly string[]): Promise<OrderReview[]>;
  /** All that was ever fetched of products, the oldest first. */
  productVersions(shopId: number, productIds: readonly string[]): Promise<ProductVersion[]>;
  /**
   * Begins the series of those offers that have none yet with what they credited before, as it stands now: until a version
   * reads totals, none are kept. Moves the shop's position.
   */
  startSeries(book: ShopBook, offerIds: readonly string[]): Promise<ShopBook>;
  totals(asks: readonly TotalsAsk[]): Promise<TotalsAt[]>;
  payableBalances(keys: readonly { shopId: number; creatorId: string }[]): Promise<ReadonlyMap<string, bigint>>;
  save(
    orders: readonly SettledOrder[],
    transfers: readonly Transfer[],
    series: readonly SeriesChange[],
    books: readonly ShopBook[],
  ): Promise<void>;
}
