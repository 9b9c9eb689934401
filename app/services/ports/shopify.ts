import type { Currency } from "#app/domain/money/currency.ts";
import type { ShopperTerms } from "#app/domain/offer/shopper-terms.ts";
import type { ShopProfile } from "./shops.ts";

/** What Shopify knows of a shop. Every call may throw a transient error: a worker tries again, a page says so. */
export type ShopInfo = { profile(domain: string): Promise<ShopProfile> };

/** The one discount of an offer, whose redeem codes are the codes of its partnerships. */
export type OfferDiscount = {
  /** Null until it exists at Shopify. */
  gid: string | null;
  title: string;
  /** The first code of the discount, which Shopify wants; ours alone, nobody can guess it. */
  houseCode: string;
  terms: Exclude<ShopperTerms, { kind: "none" }>;
  currency: Currency;
};

export type DiscountSaved = { kind: "saved"; gid: string } | { kind: "gone" } | { kind: "refused"; why: string };
export type CodeAdded =
  { kind: "added"; redeemGid: string | null } | { kind: "taken" } | { kind: "refused"; why: string };

export type Discounts = {
  /** Makes the discount, or changes it in place; made twice (after a crash), it is found by its house code. */
  save(shopDomain: string, discount: OfferDiscount): Promise<DiscountSaved>;
  /** Stops or resumes a discount, codes and all. */
  setActive(shopDomain: string, gid: string, active: boolean): Promise<void>;
  /** Adds a redeem code; one that the discount has already counts as added, one of another discount is taken. */
  addCode(shopDomain: string, gid: string, code: string): Promise<CodeAdded>;
};

export type RedeemCodes = {
  /**
   * Takes a code away from a discount; one that the discount has not, or no more, counts as removed.
   * @param code.redeemGid null where Shopify's id of it was never told
   */
  remove(
    shopDomain: string,
    gid: string,
    code: { text: string; redeemGid: string | null },
  ): Promise<{ kind: "removed" } | { kind: "refused"; why: string }>;
};
