import type { Instant } from "#app/domain/kernel/instant.ts";

/** A referral link that works: its partnership is active, and the shop has the app. */
export type LiveLink = {
  token: string;
  shopId: number;
  linkId: string;
  partnershipId: string;
  /** The shop's permanent domain, and the one that shoppers see. */
  shop: { domain: string; primaryDomain: string };
  /** Where it leads unless the visit says otherwise; begins with `/`. */
  destinationPath: string;
  /** The redeem code that gives the shopper the offer's discount; null without one. */
  discountCode: string | null;
  /** For link previews. */
  brandName: string;
  offerName: string;
};

/** Null: no such link, or one that does not work any more. Nobody outside may tell which. */
export type FindLink = (token: string) => Promise<LiveLink | null>;

export type Visit = {
  link: Pick<LiveLink, "shopId" | "linkId" | "partnershipId">;
  at: Instant;
  /** Whatever tells two visitors apart, such as address and browser: hashed before it is stored, never kept. */
  visitor: string;
  /** A creator's own label of where the link stood. */
  subId: string | null;
};

export type RecordVisits = (visits: readonly Visit[]) => Promise<void>;
