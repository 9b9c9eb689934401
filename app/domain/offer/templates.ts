import { type Currency, exponentOf } from "../money/currency.ts";
import type { ShopperTerms } from "./shopper-terms.ts";

/** An offer to begin with; everything in it can be changed before it is published. */
export interface OfferTemplate {
  readonly key: string;
  readonly name: string;
  readonly summary: string;
  readonly ruleDocument: Record<string, unknown>;
  readonly shopperTerms: ShopperTerms;
}

const tenOff = {
  kind: "percent",
  bps: 1000,
  minimumMinor: null,
  oncePerCustomer: false,
} as const satisfies ShopperTerms;

/** Amounts are round numbers of the shop's own currency. */
export function offerTemplates(currency: Currency): readonly OfferTemplate[] {
  const major = (units: number): string => String(BigInt(units) * 10n ** BigInt(exponentOf(currency)));
  return [
    {
      key: "every-order",
      name: "10% on every order",
      summary: "Creators earn 10% of every order they bring. Their shoppers save 10% with the creator's code.",
      ruleDocument: { percent: { bps: 1000 } },
      shopperTerms: tenOff,
    },
    {
      key: "new-customers",
      name: "15% for new customers",
      summary:
        "Creators earn 15% of a customer's first order, and nothing on later ones. New customers save 10%, once.",
      ruleDocument: { customers: { new: { bps: 1500 }, returning: null } },
      shopperTerms: { ...tenOff, oncePerCustomer: true },
    },
    {
      key: "flat",
      name: "Flat amount per order",
      summary: "Creators earn the same amount for each order, whatever is in it. Shoppers pay the usual price.",
      ruleDocument: { flatPerOrder: { amountMinor: major(5) } },
      shopperTerms: { kind: "none" },
    },
  ];
}
