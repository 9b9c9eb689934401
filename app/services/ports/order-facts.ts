import type { ProductFacts } from "#app/domain/commission/line-traits.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { WantedFacts } from "./settling.ts";

/** An order that waits for facts. */
export type WantedRow = WantedFacts & {
  readonly orderId: string;
  readonly attempts: number;
  /** Changes whenever the order asks anew. */
  readonly version: string;
};

/** Where it is kept what is wanted. */
export type WantedStore = {
  /** Those whose turn it is, the longest waiting first. */
  due(shopId: number, at: Instant, limit: number): Promise<WantedRow[]>;
  /** The first order that we know of each order's customer, where nobody asked about it yet; by the order. */
  firstOrders(shopId: number, orderIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** When the next one's turn comes; null when none waits. */
  nextDue(shopId: number): Promise<Instant | null>;
  /** All of `work` happens or none of it. */
  transaction<T>(work: (unit: FactsUnit) => Promise<T>): Promise<T>;
};

/** What one transaction can do about facts. */
export type FactsUnit = {
  /** No order of the shop is settled by others until the transaction ends. */
  lock(shopId: number): Promise<void>;
  keepProducts(shopId: number, facts: ReadonlyMap<string, ProductFacts>, at: Instant): Promise<void>;
  /** Kept once: a second answer changes nothing. */
  keepEarlierOrders(shopId: number, counts: ReadonlyMap<string, number>): Promise<void>;
  /** All orders that wait for one of the products, those included that began to since they were read. */
  waitingFor(shopId: number, productIds: readonly string[]): Promise<string[]>;
  /** Takes rows away, but for those that asked anew since they were read. */
  answered(shopId: number, rows: readonly WantedRow[]): Promise<void>;
  /** To be asked about again at `dueAt`. */
  postpone(shopId: number, orderIds: readonly string[], dueAt: Instant): Promise<void>;
  settleAgain(shopId: number, orderIds: readonly string[]): Promise<void>;
};
