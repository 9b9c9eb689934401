import type { ProductFacts } from "#app/domain/commission/line-traits.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";

/** A shop as its orders are asked for. */
export type SourceShop = {
  readonly domain: string;
  /** Whether it granted `read_customers`; without it, who bought is withheld. */
  readonly readsCustomers: boolean;
  /** Whether it granted `read_shopify_payments_disputes`; without it, chargebacks are known by their webhooks alone. */
  readonly readsChargebacks: boolean;
};

/** An order's number and when it last changed, to the second. */
export type OrderStamp = { readonly orderId: string; readonly updatedAt: Instant };

/** A page of stamps; `next` is where the one after it begins, null at the end. */
export type StampPage = { readonly stamps: readonly OrderStamp[]; readonly next: string | null };

/** An order as it is now, in the form of its webhooks' bodies. */
export type WholeOrder = OrderStamp & { readonly body: object };

/** A chargeback as it is now, in our words and in the form of its webhooks' bodies. */
export type FetchedChargeback = {
  readonly chargebackId: string;
  readonly orderId: string;
  readonly type: string;
  readonly status: string;
  readonly body: object;
};

export type ChargebackPage = { readonly chargebacks: readonly FetchedChargeback[]; readonly next: string | null };

export type SweepState =
  | { readonly kind: "running" }
  | { readonly kind: "listed"; readonly pages: AsyncIterable<readonly OrderStamp[]> }
  | { readonly kind: "failed"; readonly why: string };

/**
 * A shop's orders and products at Shopify. Every call waits out the shop's rate limit; every one may throw what is
 * transient, and what says that the shop's token is no longer good.
 */
export type OrderSource = {
  /** Orders that changed in [from, until), the longest unchanged first. */
  changed(shop: SourceShop, span: { from: Instant; until: Instant }, after: string | null): Promise<StampPage>;
  /** Orders made at or after an instant, the oldest first. Those older than 60 days need `read_all_orders`. */
  made(shop: SourceShop, from: Instant, after: string | null): Promise<StampPage>;
  /** Null when there is no such order, or the app may not see it. */
  whole(shop: SourceShop, orderId: string): Promise<WholeOrder | null>;
  /** Chargebacks that began at or after an instant; none where the shop does not show them. */
  chargebacks(shop: SourceShop, since: Instant, after: string | null): Promise<ChargebackPage>;
  /** Asks Shopify to list what changed since an instant; `busy` while it runs as much for us as it may. */
  startSweep(shop: SourceShop, from: Instant): Promise<{ kind: "started"; sweep: string } | { kind: "busy" }>;
  sweep(shop: SourceShop, sweep: string): Promise<SweepState>;
  /** A product that is gone has facts too: it is in nothing. */
  products(shop: SourceShop, productIds: readonly string[]): Promise<ReadonlyMap<string, ProductFacts>>;
  /**
   * How many orders the customer of each had before it. An order that Shopify has not counted yet is absent; one that it
   * cannot count (no customer, gone) has null.
   */
  earlierOrders(shop: SourceShop, orderIds: readonly string[]): Promise<ReadonlyMap<string, number | null>>;
};
