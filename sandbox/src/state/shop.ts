import type { AppInstallation } from "./apps.ts";
import type { Collection, Customer, Product } from "./catalog.ts";
import type { Discount, RedeemCodeBulkCreation } from "./discount.ts";
import type { Dispute, Order } from "./order.ts";

export interface Presentment {
  currency: string;
  /** Units of it for one unit of the shop's currency, in millionths. */
  ratePpm: bigint;
}

export interface Plan {
  publicDisplayName: string;
  shopifyPlus: boolean;
  partnerDevelopment: boolean;
}

export interface Metafield {
  id: number;
  /** The owner's global id. */
  ownerId: string;
  namespace: string;
  key: string;
  type: string;
  value: string;
  createdAt: Date;
  updatedAt: Date;
}

export interface MetafieldDefinition {
  id: number;
  ownerType: string;
  namespace: string;
  key: string;
  name: string;
  type: string;
  /** Whether a cart's metafield of this name is copied to the order. */
  cartToOrderCopyable: boolean;
}

export interface BulkOperation {
  id: number;
  /** API key of the app that asked. */
  apiKey: string;
  query: string;
  status: "CREATED" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELED" | "EXPIRED";
  errorCode: "ACCESS_DENIED" | "INTERNAL_SERVER_ERROR" | "TIMEOUT" | null;
  createdAt: Date;
  completedAt: Date | null;
  objectCount: number;
  rootObjectCount: number;
  /** Made when it completes. */
  jsonl: string | null;
  /** Unguessable part of the result's URL. */
  key: string;
}

export interface Shop {
  id: number;
  /** "demo-store.myshopify.com" */
  domain: string;
  /** Where shoppers are: the URL that `primaryDomain` tells. */
  primaryUrl: string;
  name: string;
  email: string;
  contactEmail: string;
  currency: string;
  /** Other currencies that shoppers may pay in. */
  presentments: Presentment[];
  taxesIncluded: boolean;
  taxRateBps: number;
  taxTitle: string;
  /** Flat price of the one shipping method, minor units. */
  shippingMinor: bigint;
  ianaTimezone: string;
  countryCode: string;
  locale: string;
  plan: Plan;
  /** Whether the payment provider is in test mode: orders are marked, and no money moves. */
  testPayments: boolean;
  createdAt: Date;
  products: Map<number, Product>;
  collections: Map<number, Collection>;
  customers: Map<number, Customer>;
  discounts: Map<number, Discount>;
  bulkCreations: Map<number, RedeemCodeBulkCreation>;
  orders: Map<number, Order>;
  disputes: Map<number, Dispute>;
  metafields: Metafield[];
  metafieldDefinitions: MetafieldDefinition[];
  /** By API key. */
  apps: Map<string, AppInstallation>;
  bulkOperations: Map<number, BulkOperation>;
  nextOrderNumber: number;
}
