import type { Instant } from "#app/domain/kernel/instant.ts";

export type PrivacyTopic = "customers/data_request" | "customers/redact" | "shop/redact";

export type PrivacyRequest = {
  shopId: number;
  kind: PrivacyTopic;
  /** What tells a repetition: Shopify's number of the request, else the delivery's webhook id. */
  requestKey: string;
  receivedAt: Instant;
  /** When it has to be done at the latest. */
  dueAt: Instant;
};

/** What names a customer in our data: ids, and words that a stored body may hold. */
export type CustomerTraces = {
  customerId: string | null;
  orderIds: readonly string[];
};

/** What was erased, in numbers. */
export type Erased = { bodies: number; orders: number };

/** What we hold about one order of a customer who asks; identities are keyed hashes and cannot be given back. */
export type HeldOrder = {
  orderId: string;
  processedAt: string | null;
  /** Whether hashes of the customer's id, e-mail, phone, name or address are kept with it. */
  identified: boolean;
  /** The verdict's reason. */
  attribution: string | null;
  evidence: { kind: string; clickedAt: string | null }[];
  /** Deliveries of it that are kept whole, until their day is dropped. */
  bodies: number;
};

/** Inside the transaction that handles the request. */
export type PrivacyStore = {
  /** Whether a delivery that came before still waits: it may yet bring what is to be erased. */
  hasEarlierWaiting(shopId: number, before: number): Promise<boolean>;
  eraseCustomer(shopId: number, traces: CustomerTraces): Promise<Erased>;
  /** Everything personal of a shop; verdicts, amounts and the ledger stay. */
  eraseShop(shopId: number): Promise<Erased>;
  heldOrders(shopId: number, orderIds: readonly string[]): Promise<HeldOrder[]>;
  /** Writes down a request and its answer, once. */
  record(request: PrivacyRequest, done: { at: Instant; report: object }): Promise<void>;
};
