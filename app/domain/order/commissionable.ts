import {
  type Fraction,
  ZERO,
  compare,
  fraction,
  least,
  minus,
  notBelowZero,
  over,
  plus,
  round,
  sum,
  times,
} from "../kernel/fraction.ts";
import type { OrderLine, Refund } from "./order.ts";
import { type OrderState, inShopMoney } from "./state.ts";

/** Whether discounts lower what is earned on (`after_discounts`) or not. */
export type CommissionBase = "after_discounts" | "before_discounts";

/**
 * What each line gives to earn on, in minor units of the shop's currency, in the lines' sequence: its worth without
 * tax, for the units that are left, less its part of the refunds that name no line. Rounded once, half away from zero.
 * Gift cards and tips give 0.
 */
export function commissionableAmounts(order: OrderState, base: CommissionBase): bigint[] {
  const left = leftAfterAmountRefunds(order);
  return order.snapshot.lines.map((line, index) => {
    if (!mayEarn(line) || line.quantity <= 0) return 0n;
    const worth = worthOf(line, order.snapshot.taxesIncluded, base);
    const units = fraction(BigInt(order.unitsLeft[index] ?? 0), BigInt(line.quantity));
    return round(notBelowZero(times(times(worth, units), left)));
  });
}

/** Gift cards are money and tips are the staff's: neither earns. */
export const mayEarn = (line: OrderLine): boolean => !line.giftCard && !line.tip;

const grossMinor = (line: OrderLine): bigint => line.priceMinor * BigInt(line.quantity) - line.discountMinor;

/** The price of all units without tax. */
function worthOf(line: OrderLine, taxesIncluded: boolean, base: CommissionBase): Fraction {
  const gross = grossMinor(line);
  if (base === "after_discounts") return fraction(taxesIncluded ? gross - line.taxMinor : gross);
  const full = fraction(line.priceMinor * BigInt(line.quantity));
  if (!taxesIncluded) return full;
  if (gross !== 0n) return times(full, fraction(gross - line.taxMinor, gross));
  return over(full, plus(fraction(1n), line.taxRate));
}

/** What the shopper paid for some units of a line, tax and all. */
function taxInWorth(line: OrderLine, units: number, taxesIncluded: boolean): Fraction {
  if (line.quantity <= 0) return ZERO;
  const gross = grossMinor(line) + (taxesIncluded ? 0n : line.taxMinor);
  return fraction(gross * BigInt(units), BigInt(line.quantity));
}

/** The factor 1 - A / G: what refunds that name no line, and lost chargebacks, leave of every line. */
function leftAfterAmountRefunds(order: OrderState): Fraction {
  const amountOnly = plus(amountOnlyRefunds(order), fraction(order.chargedBackMinor));
  if (compare(amountOnly, ZERO) <= 0) return fraction(1n);
  const { lines, taxesIncluded } = order.snapshot;
  const whatIsLeft = sum(
    lines.map((line, index) => (line.tip ? ZERO : taxInWorth(line, order.unitsLeft[index] ?? 0, taxesIncluded))),
  );
  if (compare(whatIsLeft, ZERO) <= 0) return ZERO;
  return notBelowZero(minus(fraction(1n), over(amountOnly, whatIsLeft)));
}

/**
 * A: the refunded money that no line, shipping or duty explains.
 *
 * Adjustments come in cancelling sets (a pending refund adds what its settlement takes away), so only their signed
 * sum over the whole order means something; and what was paid back bounds it. At most one minor unit for each unit
 * gone is Shopify's rounding, not a refund.
 */
export function amountOnlyRefunds(order: OrderState): Fraction {
  const { refunds } = order;
  if (refunds.length === 0) return ZERO;
  const adjusted = fraction(-refunds.reduce((total, refund) => total + (refund.adjustmentsMinor ?? 0n), 0n));
  const moved = refunds
    .flatMap((refund) => refund.transactions ?? [])
    .reduce((total, paid) => total + inShopMoney(paid, order.snapshot), 0n);
  const unexplained = minus(fraction(moved), explained(order));

  const hasTransactions = refunds.some((refund) => refund.transactions !== null);
  const hasAdjustments = refunds.some((refund) => refund.adjustmentsMinor !== null);
  const amount = notBelowZero(
    !hasTransactions ? adjusted : hasAdjustments ? least(adjusted, unexplained) : unexplained,
  );
  return compare(amount, fraction(BigInt(unitsGone(order)))) <= 0 ? ZERO : amount;
}

const unitsGone = (order: OrderState): number =>
  order.snapshot.lines.reduce(
    (gone, line, index) => gone + Math.max(0, line.quantity - (order.unitsLeft[index] ?? 0)),
    0,
  );

/** R: the money that units gone, refunded shipping and duties account for. Exact, after discounts with either base. */
function explained({ snapshot, refunds, unitsLeft }: OrderState): Fraction {
  const units = snapshot.lines.map((line, index) =>
    taxInWorth(line, Math.max(0, line.quantity - (unitsLeft[index] ?? 0)), snapshot.taxesIncluded),
  );
  const others = refunds.reduce(
    (total, refund) => total + refundedShipping(refund, snapshot.taxesIncluded) + refund.dutiesMinor,
    0n,
  );
  return plus(sum(units), fraction(others));
}

/** Shipping lines where they are listed, else the shipping adjustments: both say the same, never both are counted. */
function refundedShipping({ shippingLines, shippingAdjustmentsMinor }: Refund, taxesIncluded: boolean): bigint {
  if (shippingLines === null) return -shippingAdjustmentsMinor;
  return shippingLines.subtotalMinor + (taxesIncluded ? 0n : shippingLines.taxMinor);
}
