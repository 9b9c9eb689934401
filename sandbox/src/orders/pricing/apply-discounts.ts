import { divideRounded } from "../../state/money.ts";
import { allocate, sum } from "./allocate.ts";
import type { Allocation, DiscountToApply, LineToPrice } from "./types.ts";

/**
 * Discounts of lines: first those of products, then those of the whole order on what is left.
 *
 * An order's discount (and an amount off several products) is one amount, split over its
 * lines by what they still cost. A percentage off products is rounded line by line. Where
 * two product discounts meet on a line, the greater alone holds, as at Shopify.
 */
export function discountLines(
  lines: readonly LineToPrice[],
  discounts: readonly DiscountToApply[],
): Allocation<bigint>[][] {
  const left = lines.map((line) => (line.giftCard ? 0n : line.unitPriceMinor * BigInt(line.quantity)));
  const allocations: Allocation<bigint>[][] = lines.map(() => []);

  const give = (index: number, application: number, amount: bigint): void => {
    if (amount <= 0n) return;
    allocations[index]?.push({ application, amount });
    left[index] = (left[index] ?? 0n) - amount;
  };

  const ofProducts = discounts.map((discount) =>
    discount.target === "product" ? offProducts(lines, left, discount) : null,
  );
  lines.forEach((_, index) => {
    const best = ofProducts.reduce<Allocation<bigint> | null>((found, shares, application) => {
      const amount = shares?.[index] ?? 0n;
      return amount > (found?.amount ?? 0n) ? { application, amount } : found;
    }, null);
    if (best) give(index, best.application, best.amount);
  });

  discounts.forEach((discount, at) => {
    if (discount.target !== "order") return;
    acrossLines(left, discount).forEach((amount, index) => give(index, at, amount));
  });
  return allocations;
}

/** The discount of the shipping line, never more than it costs. */
export function discountShipping(priceMinor: bigint, discounts: readonly DiscountToApply[]): Allocation<bigint>[] {
  let left = priceMinor;
  return discounts.flatMap((discount, at) => {
    if (discount.target !== "shipping") return [];
    const wanted = valueOn(left, discount);
    const amount = wanted < left ? wanted : left;
    left -= amount;
    return amount > 0n ? [{ application: at, amount }] : [];
  });
}

function offProducts(lines: readonly LineToPrice[], left: readonly bigint[], discount: DiscountToApply): bigint[] {
  const { value } = discount;
  if (value.kind === "fixed_amount" && !value.eachItem) return acrossLines(left, discount);
  return lines.map((line, index) => {
    const price = left[index] ?? 0n;
    if (!discount.entitled.has(index)) return 0n;
    const wanted = value.kind === "percentage" ? valueOn(price, discount) : value.amountMinor * BigInt(line.quantity);
    return wanted < price ? wanted : price;
  });
}

function acrossLines(left: readonly bigint[], discount: DiscountToApply): bigint[] {
  const weights = left.map((amount, index) => (discount.entitled.has(index) ? amount : 0n));
  const subtotal = sum(weights);
  const wanted = valueOn(subtotal, discount);
  return allocate(wanted < subtotal ? wanted : subtotal, weights);
}

function valueOn(amountMinor: bigint, { value }: DiscountToApply): bigint {
  return value.kind === "percentage" ? divideRounded(amountMinor * BigInt(value.bps), 10_000n) : value.amountMinor;
}
