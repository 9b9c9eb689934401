import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import type { ShopperTerms } from "#app/domain/offer/shopper-terms.ts";

/** Somebody to walk a shop's doors with. */
export type TestedCreator = { readonly creator: NamedCreator; readonly linkToken: string };

/** A creator whom shoppers of a shop may name: an active partnership with an active code. */
export type NamedCreator = {
  readonly creatorId: string;
  readonly partnershipId: string;
  readonly name: string;
  readonly handle: string;
  readonly code: string;
  /** Whether the code is a discount at Shopify, or a name known to us alone. */
  readonly discount: boolean;
  readonly terms: ShopperTerms;
  /** Of the amounts in `terms`. */
  readonly currency: Currency;
};

export type Shopfront = {
  readonly id: number;
  readonly domain: string;
  /** As Shopify called it when the app was last opened; null before that. */
  readonly plan: string | null;
};

/** Who a shop's creators are, to shoppers. Paused, ended and unknown are all null, by one statement. */
export type CreatorDirectory = {
  /** A shop that has the app, by its `*.myshopify.com` domain. */
  shop(domain: string): Promise<Shopfront | null>;
  /** By a code or a handle; a code of one comes before a handle of another. Compared folded. */
  byEntry(shopId: number, entered: string): Promise<NamedCreator | null>;
  /** By the first of the codes that a creator has, else by a link's token. */
  byEvidence(shopId: number, codes: readonly string[], token: string | null): Promise<NamedCreator | null>;
  /** Whose handle or name begins with a text, by name. */
  beginningWith(shopId: number, text: string, limit: number): Promise<NamedCreator[]>;
  /** Somebody to try the doors with: of those who have a link, the one who joined last. */
  newest(shopId: number): Promise<TestedCreator | null>;
  /** Who links to a page of the shop, by name. */
  linkingTo(shopId: number, path: string, limit: number): Promise<NamedCreator[]>;
};

export type Receipts = {
  /** The order's code, made now unless it has one. Safe to repeat, many at once. */
  codeFor(shopId: number, orderId: string): Promise<string>;
  /** Orders that a code names, in the shops where the creator has or had a partnership. */
  seenBy(creatorId: string, code: string): Promise<ReceiptOrder[]>;
};

/** What a creator may know of an order that a receipt names: no name, no person, no other creator. */
export type ReceiptOrder = {
  readonly shopName: string;
  /** Whether its body has reached us. */
  readonly arrived: boolean;
  readonly commission: {
    readonly amountMinor: bigint;
    readonly currency: Currency;
    readonly maturesAt: Instant | null;
  } | null;
  /** The creator's own evidence that lost, and why; null when the creator is credited, or has none there. */
  readonly lostFor: string | null;
  /** Why the order pays nobody, when it does not. */
  readonly orderReason: string | null;
};

export type SurveyAnswers = {
  /** The first answer of an order stays. */
  record(answer: {
    shopId: number;
    orderId: string;
    partnershipId: string;
    creatorId: string;
    at: Instant;
  }): Promise<"recorded" | "answered_before">;
  has(shopId: number, orderId: string): Promise<boolean>;
};

export const FUNNEL_STEPS = [
  "page_viewed",
  "product_viewed",
  "product_added_to_cart",
  "checkout_started",
  "checkout_completed",
] as const;

export type FunnelStep = {
  readonly visit: string;
  readonly step: (typeof FUNNEL_STEPS)[number];
  readonly token: string | null;
  readonly productId: string | null;
  readonly orderId: string | null;
  readonly at: Instant;
};

export type Funnel = {
  /** A step that the visit took before is kept as it was. */
  record(shopId: number, step: FunnelStep): Promise<void>;
};

/** What is limited, and by what: a network address, a checkout's session, a whole shop, a creator. */
export type CaptureLimit =
  | "entry_address"
  | "entry_session"
  | "entry_shop"
  | "lookup_address"
  | "lookup_session"
  | "lookup_shop"
  | "receipt_address"
  | "receipt_creator"
  | "self_test_creator"
  | "self_test_shop"
  | "events_address"
  | "events_shop";

export type CaptureLimits = {
  /** Counts one more try, or several; false when that was too many. Keys are hashed before they are stored. */
  take(limit: CaptureLimit, key: string, tries?: number): Promise<boolean>;
};

/** Who calls a public endpoint. */
export type Caller = {
  readonly shopId: number;
  /** The session token's own id: one checkout for five minutes. */
  readonly session: string;
  /** The network address. */
  readonly address: string;
};

/** A token that Shopify signs for an extension in checkout or after it. */
export type SessionTokens = {
  verify(token: string): Promise<{ kind: "valid"; shopDomain: string; session: string } | { kind: "invalid" }>;
};
