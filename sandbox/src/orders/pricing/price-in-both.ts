import { convert, type Amount } from "../../state/money.ts";
import { priceCart } from "./price-cart.ts";
import type { Allocation, CartToPrice, PricedCart, TaxLine } from "./types.ts";

export interface Currencies {
  readonly shop: string;
  readonly presentment: string;
  /** Presentment units for one unit of the shop's currency, in millionths. */
  readonly ratePpm: bigint;
}

/** A shop's amount in both currencies. */
export const inBoth = (shop: bigint, currencies: Currencies): Amount => ({
  shop,
  presentment: convert(shop, currencies.shop, currencies.presentment, currencies.ratePpm),
});

/**
 * Prices a cart, given in the shop's currency, in both currencies.
 *
 * Unit prices, fixed discounts and shipping are converted, and each currency is then priced
 * on its own: so the parts add up to the totals in either, to the minor unit.
 */
export function priceInBoth(cart: CartToPrice, currencies: Currencies): PricedCart<Amount> {
  return zip(priceCart(cart), priceCart(inPresentment(cart, currencies)));
}

function inPresentment(cart: CartToPrice, currencies: Currencies): CartToPrice {
  const to = (amountMinor: bigint): bigint => inBoth(amountMinor, currencies).presentment;
  return {
    ...cart,
    lines: cart.lines.map((line) => ({ ...line, unitPriceMinor: to(line.unitPriceMinor) })),
    discounts: cart.discounts.map((discount) =>
      discount.value.kind === "percentage"
        ? discount
        : { ...discount, value: { ...discount.value, amountMinor: to(discount.value.amountMinor) } },
    ),
    shipping: cart.shipping && { ...cart.shipping, priceMinor: to(cart.shipping.priceMinor) },
    tipMinor: to(cart.tipMinor),
  };
}

const pair = (shop: bigint, presentment: bigint): Amount => ({ shop, presentment });

function zip(shop: PricedCart<bigint>, presentment: PricedCart<bigint>): PricedCart<Amount> {
  return {
    lines: shop.lines.map((line, index) => {
      const other = presentment.lines[index] ?? line;
      return {
        unitPrice: pair(line.unitPrice, other.unitPrice),
        allocations: zipAllocations(line.allocations, other.allocations),
        taxLines: zipTaxes(line.taxLines, other.taxLines),
      };
    }),
    shipping: shop.shipping && {
      title: shop.shipping.title,
      price: pair(shop.shipping.price, presentment.shipping?.price ?? 0n),
      allocations: zipAllocations(shop.shipping.allocations, presentment.shipping?.allocations ?? []),
      taxLines: zipTaxes(shop.shipping.taxLines, presentment.shipping?.taxLines ?? []),
    },
    lineItemsTotal: pair(shop.lineItemsTotal, presentment.lineItemsTotal),
    discountTotal: pair(shop.discountTotal, presentment.discountTotal),
    subtotal: pair(shop.subtotal, presentment.subtotal),
    shippingTotal: pair(shop.shippingTotal, presentment.shippingTotal),
    taxTotal: pair(shop.taxTotal, presentment.taxTotal),
    tip: pair(shop.tip, presentment.tip),
    total: pair(shop.total, presentment.total),
  };
}

const taken = (list: readonly Allocation<bigint>[], application: number): bigint =>
  list.find((entry) => entry.application === application)?.amount ?? 0n;

/** A share can round to nothing in one of the currencies, so the two lists may differ. */
function zipAllocations(
  shop: readonly Allocation<bigint>[],
  presentment: readonly Allocation<bigint>[],
): Allocation<Amount>[] {
  const applications = [...new Set([...shop, ...presentment].map((entry) => entry.application))].toSorted(
    (a, b) => a - b,
  );
  return applications.map((application) => ({
    application,
    amount: { shop: taken(shop, application), presentment: taken(presentment, application) },
  }));
}

function zipTaxes(shop: readonly TaxLine<bigint>[], presentment: readonly TaxLine<bigint>[]): TaxLine<Amount>[] {
  return shop.map((line, index) => ({
    ...line,
    amount: { shop: line.amount, presentment: presentment[index]?.amount ?? 0n },
  }));
}
