import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import type { EvidenceKind } from "#app/domain/attribution/evidence.ts";
import type { Verdict } from "#app/domain/verdict/judge.ts";
import type { OrderKey } from "./settling.ts";

/** What a door leaves behind, as the door itself writes it. */
export type LeftByDoor = {
  /** Discount codes on the order. */
  readonly codes: readonly string[];
  /** The cart attribute of a click: a link's token with its time and signature. */
  readonly ref: string | null;
  /** The cart attribute of a code that was entered, or came by a short address. */
  readonly entered: string | null;
  /** The first page of the visit, as a path. */
  readonly landingSite: string | null;
  /** The handle of whom the shopper named after the purchase. */
  readonly named: string | null;
};

/** A sale that never was: one thing for `amountMinor`, bought by a guest. */
export type TestSale = {
  readonly shopDomain: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly at: Instant;
  readonly left: LeftByDoor;
};

export type Rehearsed =
  { readonly kind: "judged"; readonly verdict: Verdict } | { readonly kind: "set_aside"; readonly reason: string };

/** Settles orders for show: by the parts that settle every order, priced as if no test, and nothing is kept. */
export type Rehearsal = {
  /** A marked test order, from its signature to its verdict. */
  run(sale: TestSale): Promise<Rehearsed>;
  /** A test order that the shop has on record. */
  again(order: OrderKey): Promise<Rehearsed>;
};

/** What a visit of a shop's address came to. */
export type Arrival =
  /** `address`: where redirects ended. */
  | { readonly kind: "arrived"; readonly address: URL; readonly embed: boolean }
  /** The page is not there. */
  | { readonly kind: "missing" }
  /** A password, a network fault, something that is no page. */
  | { readonly kind: "unreachable" };

export type StorefrontVisits = { visit(url: string): Promise<Arrival> };

/** A code as Shopify knows it. */
export type CodeStanding =
  /** Shopify did not answer, or no more to us. */
  | { readonly kind: "not_asked" }
  | { readonly kind: "unknown" }
  /** `spent`: it was used as often as it may be. */
  | { readonly kind: "known"; readonly status: "active" | "expired" | "scheduled" | "spent" };

export type CodeStandings = { of(shopDomain: string, code: string): Promise<CodeStanding> };

/** An order of the merchant's own, placed to see every door at work. */
export type RealTestOrder = {
  readonly orderId: string;
  readonly arrivedAt: Instant;
  readonly evidence: readonly { readonly kind: EvidenceKind; readonly creatorId: string; readonly name: string }[];
  readonly receipt: boolean;
  readonly surveyed: boolean;
  readonly counted: boolean;
};

export type TestOrders = {
  /** The newest whose word came since then. */
  newest(shopId: number, since: Instant): Promise<RealTestOrder | null>;
};
