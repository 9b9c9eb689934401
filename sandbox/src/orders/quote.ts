import type { Customer } from "../state/catalog.ts";
import { discountClass } from "../state/discount.ts";
import type { Amount } from "../state/money.ts";
import type { Shop } from "../state/shop.ts";
import type { CartItem } from "./cart-items.ts";
import { judgeCodes, type CodeVerdict } from "./codes.ts";
import { priceInBoth, type Currencies } from "./pricing/price-in-both.ts";
import type { DiscountToApply, PricedCart, TaxRate } from "./pricing/types.ts";

export interface QuoteInput {
  readonly items: readonly CartItem[];
  readonly codes: readonly string[];
  readonly customer: Customer | null;
  readonly presentmentCurrency: string;
  /** Minor units of the shop's currency. */
  readonly tipMinor: bigint;
  readonly now: Date;
}

/** What a cart would cost: what the cart page shows, the checkout charges and the order keeps. */
export interface Quote {
  readonly currencies: Currencies;
  readonly items: readonly CartItem[];
  readonly verdicts: readonly CodeVerdict[];
  /** The codes that hold; allocations index into them. */
  readonly applied: readonly AppliedCode[];
  readonly priced: PricedCart<Amount>;
}

export type AppliedCode = Extract<CodeVerdict, { kind: "applies" }>;

export const SHIPPING_TITLE = "Standard";

/** @throws Error when the shop does not sell in the currency */
export function currenciesOf(shop: Shop, presentment: string): Currencies {
  const ratePpm =
    presentment === shop.currency ? 1_000_000n : shop.presentments.find((it) => it.currency === presentment)?.ratePpm;
  if (ratePpm === undefined) {
    const known = [shop.currency, ...shop.presentments.map((it) => it.currency)].join(", ");
    throw new Error(`${shop.name} does not sell in ${presentment}; choose one of ${known}`);
  }
  return { shop: shop.currency, presentment, ratePpm };
}

export const taxesOf = (shop: Shop): TaxRate[] =>
  shop.taxRateBps > 0 ? [{ title: shop.taxTitle, rateBps: shop.taxRateBps }] : [];

export function quote(shop: Shop, input: QuoteInput): Quote {
  const { items, customer, now } = input;
  const currencies = currenciesOf(shop, input.presentmentCurrency);
  const verdicts = judgeCodes({ shop, items, customer, now }, input.codes);
  const applied = verdicts.filter((verdict) => verdict.kind === "applies");
  const priced = priceInBoth(
    {
      lines: items.map(({ product, variant, quantity }) => ({
        unitPriceMinor: variant.priceMinor,
        quantity,
        taxable: variant.taxable,
        giftCard: product.giftCard,
        requiresShipping: variant.requiresShipping,
      })),
      discounts: applied.map(toApply),
      taxes: taxesOf(shop),
      taxesIncluded: shop.taxesIncluded,
      shipping: items.some((item) => item.variant.requiresShipping) ? shippingOf(shop) : null,
      tipMinor: input.tipMinor,
    },
    currencies,
  );
  return { currencies, items, verdicts, applied, priced };
}

/** Where prices include tax (VAT), that of shipping does too; elsewhere (US sales tax) shipping is mostly free of it. */
const shippingOf = (shop: Shop) => ({
  title: SHIPPING_TITLE,
  priceMinor: shop.shippingMinor,
  taxable: shop.taxesIncluded,
});

function toApply({ code, discount, entitled }: AppliedCode): DiscountToApply {
  const { value } = discount;
  return {
    code,
    target: discountClass(discount) === "ORDER" ? "order" : "product",
    value:
      value.kind === "percentage"
        ? { kind: "percentage", bps: value.bps }
        : { kind: "fixed_amount", amountMinor: value.minor, eachItem: value.onEachItem },
    entitled,
  };
}
