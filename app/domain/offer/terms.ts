import type { OfferRule } from "../commission/rule.ts";
import { canonicalText } from "../kernel/text.ts";
import type { Currency } from "../money/currency.ts";
import { type ShopperTerms, shopperTermsDocument } from "./shopper-terms.ts";

/** What a version of an offer fixes for good. */
export interface OfferTerms {
  /** Of every amount in the terms: the shop's. */
  readonly currency: Currency;
  /** The rule as it was written; it is what is stored, shown and hashed. */
  readonly ruleDocument: unknown;
  readonly rule: OfferRule;
  readonly shopperTerms: ShopperTerms;
  /** How long before an order a click still counts. */
  readonly attributionWindowDays: number;
  /** How long after an order its commission stays pending. */
  readonly holdDays: number;
}

/** One text for equal terms: what a creator accepts is the SHA-256 of it. */
export function termsText(terms: Omit<OfferTerms, "rule">): string {
  return canonicalText({
    currency: terms.currency,
    rule: terms.ruleDocument,
    shopperTerms: shopperTermsDocument(terms.shopperTerms),
    attributionWindowDays: terms.attributionWindowDays,
    holdDays: terms.holdDays,
  });
}
