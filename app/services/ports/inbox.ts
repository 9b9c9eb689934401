import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import type { TextRef } from "#app/domain/order/rank.ts";

/** A webhook delivery whose signature held, as it came. */
export type Delivery = {
  /** Lower case. Whether a shop of ours has it is found out later. */
  shopDomain: string;
  topic: string;
  webhookId: string;
  eventId: string | null;
  triggeredAt: Instant | null;
  /** Nanoseconds of the trigger below its millisecond; microseconds of them are kept. */
  triggeredBelowMs?: number | undefined;
  apiVersion: string;
  body: Uint8Array;
};

/** A delivery that a worker holds until its transaction ends: no other worker gets it meanwhile. */
export type ClaimedDelivery = {
  /** The inbox row; also where the body's text can be read again. */
  id: TextRef;
  receivedAt: Instant;
  topic: string;
  webhookId: string;
  /** When it came, where Shopify did not say when it was triggered. */
  triggeredAt: Instant;
  /** Nanoseconds of the trigger below its millisecond: they tell which of two bodies of one moment is the newer. */
  triggeredBelowMs?: number | undefined;
  /** Failures so far. */
  attempts: number;
  /** Null when no shop has the domain. */
  shop: ClaimedShop | null;
  /** Read when it is needed. @throws Error when it is damaged */
  body: () => Uint8Array;
  /** The body as it is kept: the same bytes are the same body. */
  packed: Uint8Array;
};

export type ClaimedShop = {
  id: number;
  domain: string;
  currency: Currency;
  installedAt: Instant;
  uninstalledAt: Instant | null;
};

/** What became of a delivery. */
export type Outcome =
  /** `orderId`: the order that it was about. */
  | { readonly kind: "done"; readonly orderId: string | null }
  /** It cannot be used, and trying again does not help. */
  | { readonly kind: "aside"; readonly reason: string }
  /** Something has to come first: to be tried again after `delayMs`, which is no failure. */
  | { readonly kind: "later"; readonly delayMs: number };

export type Finished = { readonly delivery: ClaimedDelivery; readonly outcome: Outcome };

/** The inbox inside one transaction. */
export type InboxWork = {
  /** The oldest that wait, passing over what others hold, until `rows` or `bytes` (of bodies) is reached; at least one. */
  claim(limit: { rows: number; bytes: number }): Promise<ClaimedDelivery[]>;
  /** Those of `ids` that still wait and nobody holds. */
  claimThese(ids: readonly TextRef[]): Promise<ClaimedDelivery[]>;
  finish(finished: readonly Finished[]): Promise<void>;
  /** Counts a failure: tried again after `delayMs`, or set aside when that is null. */
  fail(id: TextRef, failure: { reason: string; delayMs: number | null }): Promise<void>;
};
