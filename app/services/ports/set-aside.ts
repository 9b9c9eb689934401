import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Page, PageRequest } from "./page.ts";

/** A delivery that could not be used; its body is personal data and is not told. */
export type SetAside = {
  id: string;
  topic: string;
  receivedAt: Instant;
  /** `<what>: <detail>`, such as `invalid_body: currency: is EUR, but the shop's currency is USD`. */
  reason: string;
  attempts: number;
  /** Shopify's id of the order that the body names; null where it names none, or cannot be read. */
  orderId: string | null;
  /** False once the body was erased: nothing is left to try. */
  retryable: boolean;
};

/** Deliveries that were set aside for the same kind of reason. */
export type SetAsideReason = {
  /** What a reason begins with, such as `invalid_body`. */
  what: string;
  count: number;
  retryable: number;
};

/** The deliveries of a shop that were set aside; outside any transaction of the worker. */
export type SetAsideStore = {
  /** Newest first. @param what only those whose reason begins so; null: all */
  list(shopId: number, what: string | null, page: PageRequest): Promise<Page<SetAside>>;
  /** The most frequent first. */
  reasons(shopId: number): Promise<SetAsideReason[]>;
  /** Puts it back among those that wait. False when it is not set aside (any more), or its body was erased. */
  putBack(shopId: number, id: string): Promise<boolean>;
  /** … and all whose reason begins so. @returns how many */
  putBackAll(shopId: number, what: string): Promise<number>;
};

/** Which order a body is about, whatever else may be wrong with it; null for none. */
export type OrderNamedIn = (topic: string, body: Uint8Array) => string | null;
