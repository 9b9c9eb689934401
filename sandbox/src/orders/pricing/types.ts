/** What pricing needs to know of a cart. Amounts are minor units of the one currency that is being priced. */

export interface LineToPrice {
  readonly unitPriceMinor: bigint;
  readonly quantity: number;
  readonly taxable: boolean;
  /** Shopify neither discounts nor taxes a gift card: it is money, not goods. */
  readonly giftCard: boolean;
  readonly requiresShipping: boolean;
}

export type DiscountValue =
  | { readonly kind: "percentage"; readonly bps: number }
  | { readonly kind: "fixed_amount"; readonly amountMinor: bigint; readonly eachItem: boolean };

/** A code that has been found valid for this cart. */
export interface DiscountToApply {
  readonly code: string;
  readonly target: "product" | "order" | "shipping";
  readonly value: DiscountValue;
  /** Indexes of the lines it is for. */
  readonly entitled: ReadonlySet<number>;
}

export interface TaxRate {
  readonly title: string;
  readonly rateBps: number;
}

export interface CartToPrice {
  readonly lines: readonly LineToPrice[];
  readonly discounts: readonly DiscountToApply[];
  readonly taxes: readonly TaxRate[];
  readonly taxesIncluded: boolean;
  readonly shipping: { readonly title: string; readonly priceMinor: bigint; readonly taxable: boolean } | null;
  readonly tipMinor: bigint;
}

/** `application` is an index into the cart's discounts. */
export interface Allocation<Amount> {
  readonly application: number;
  readonly amount: Amount;
}

export interface TaxLine<Amount> extends TaxRate {
  readonly amount: Amount;
}

export interface PricedLine<Amount> {
  readonly unitPrice: Amount;
  readonly allocations: readonly Allocation<Amount>[];
  readonly taxLines: readonly TaxLine<Amount>[];
}

export interface PricedShipping<Amount> {
  readonly title: string;
  readonly price: Amount;
  readonly allocations: readonly Allocation<Amount>[];
  readonly taxLines: readonly TaxLine<Amount>[];
}

export interface PricedCart<Amount> {
  readonly lines: readonly PricedLine<Amount>[];
  readonly shipping: PricedShipping<Amount> | null;
  /** Of the lines before discounts, tips left out (`total_line_items_price`). */
  readonly lineItemsTotal: Amount;
  readonly discountTotal: Amount;
  /** After discounts of lines, before shipping and (exclusive) tax (`subtotal_price`). */
  readonly subtotal: Amount;
  readonly shippingTotal: Amount;
  readonly taxTotal: Amount;
  readonly tip: Amount;
  readonly total: Amount;
}
