import { discountLines, discountShipping } from "./apply-discounts.ts";
import { sum } from "./allocate.ts";
import { taxLinesOn } from "./taxes.ts";
import type { Allocation, CartToPrice, PricedCart, PricedLine, PricedShipping, TaxLine } from "./types.ts";

/** Prices a cart in one currency, to the minor unit. */
export function priceCart(cart: CartToPrice): PricedCart<bigint> {
  const allocations = discountLines(cart.lines, cart.discounts);
  const lines = cart.lines.map((line, index): PricedLine<bigint> => {
    const given = allocations[index] ?? [];
    const net = line.unitPriceMinor * BigInt(line.quantity) - allocated(given);
    return {
      unitPrice: line.unitPriceMinor,
      allocations: given,
      taxLines: line.taxable && !line.giftCard ? taxLinesOn(net, cart.taxes, cart.taxesIncluded) : [],
    };
  });
  const shipping = priceShipping(cart);

  const lineItemsTotal = sum(cart.lines.map((line) => line.unitPriceMinor * BigInt(line.quantity)));
  const lineDiscounts = sum(lines.map((line) => allocated(line.allocations)));
  const shippingNet = shipping ? shipping.price - allocated(shipping.allocations) : 0n;
  const taxTotal = sum([...lines.map((line) => taxed(line.taxLines)), taxed(shipping?.taxLines ?? [])]);
  const subtotal = lineItemsTotal - lineDiscounts;
  return {
    lines,
    shipping,
    lineItemsTotal,
    discountTotal: lineDiscounts + allocated(shipping?.allocations ?? []),
    subtotal,
    shippingTotal: shipping?.price ?? 0n,
    taxTotal,
    tip: cart.tipMinor,
    total: subtotal + shippingNet + (cart.taxesIncluded ? 0n : taxTotal) + cart.tipMinor,
  };
}

function priceShipping(cart: CartToPrice): PricedShipping<bigint> | null {
  if (!cart.shipping) return null;
  const { title, priceMinor, taxable } = cart.shipping;
  const allocations = discountShipping(priceMinor, cart.discounts);
  const taxLines = taxable ? taxLinesOn(priceMinor - allocated(allocations), cart.taxes, cart.taxesIncluded) : [];
  return { title, price: priceMinor, allocations, taxLines };
}

function allocated(allocations: readonly Allocation<bigint>[]): bigint {
  return sum(allocations.map((allocation) => allocation.amount));
}

function taxed(taxLines: readonly TaxLine<bigint>[]): bigint {
  return sum(taxLines.map((line) => line.amount));
}
