import type { Currency } from "#app/domain/money/currency.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";

/** A Shopify store that has the app. */
export type Shop = {
  id: number;
  brandId: string;
  /** The permanent `*.myshopify.com` domain, lower case. */
  domain: string;
  name: string;
  /** Where shoppers go. */
  primaryDomain: string;
  currency: Currency;
  /** IANA; months are counted in it. */
  timeZone: string;
  settings: ShopSettings;
  /** When Shopify last told us what the shop is. */
  checkedAt: Instant | null;
};

export type ShopSettings = {
  /** The least that a payout run pays to one creator; null: ten units of the currency. */
  minimumPayoutMinor: bigint | null;
  /** What a new offer begins with. */
  defaultHoldDays: number;
  /** Whether whoever runs the shop is mailed when orders wait for its word. */
  mailsReviews: boolean;
};

/** What Shopify says of a shop. */
export type ShopProfile = {
  domain: string;
  name: string;
  primaryDomain: string;
  currency: Currency;
  timeZone: string;
  plan: string;
  taxesIncluded: boolean;
  /** Comma-separated, as granted. */
  scopes: string;
  /** Where Shopify writes to whoever runs the shop; null where it tells none. */
  email: string | null;
};

export type ShopStore = {
  /** Null when the shop never had the app, or has removed it. */
  installed(domain: string): Promise<Shop | null>;
  byId(shopId: number): Promise<Shop | null>;
  /** When the shop removed the app: since then its balances are frozen; null while it has the app. */
  frozenSince(shopId: number): Promise<Instant | null>;
  /** Makes the shop and its brand, or brings the shop up to date; safe to run twice at once. */
  install(profile: ShopProfile, at: Instant): Promise<Shop>;
  saveSettings(shopId: number, settings: ShopSettings): Promise<void>;
};
