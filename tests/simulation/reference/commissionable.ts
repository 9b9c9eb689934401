import { Fraction, ONE, total, ZERO } from "./fraction.ts";
import { object, objects, type Json } from "./json.ts";
import { converted, orderRate, shopMoney } from "./money.ts";
import { chargebacksOf, refundsOf, type Order } from "./order.ts";
import type { Offer } from "./offer.ts";
import { forUnits, isTip, linesOf, taxInGross, type Line } from "./units.ts";

function adjustments(refund: Json): Json[] {
  return objects(refund["order_adjustments"]);
}
function isShipping(adjustment: Json): boolean {
  return adjustment["kind"] === "shipping_refund" || adjustment["reason"] === "Shipping refund";
}
function adjustmentValue(adjustment: Json, currency: string): bigint {
  return shopMoney(adjustment, "amount", currency) + shopMoney(adjustment, "tax_amount", currency);
}

/** Refunded shipping of one refund: its shipping lines, else its shipping adjustments, never both. */
function refundedShipping(refund: Json, taxesIncluded: boolean, currency: string): bigint {
  const lines = objects(refund["refund_shipping_lines"]);
  if (lines.length === 0)
    return adjustments(refund)
      .filter(isShipping)
      .reduce((sum, one) => sum - adjustmentValue(one, currency), 0n);
  return lines.reduce((sum, one) => {
    const tax = taxesIncluded ? 0n : shopMoney(one, "tax_amount", currency);
    return sum + shopMoney(one, "subtotal_amount", currency) + tax;
  }, 0n);
}

/** A: what was given back without units, tax included. */
function amountOnlyRefunds(body: Json, refunds: readonly Json[], lines: readonly Line[], currency: string): Fraction {
  const taxesIncluded = body["taxes_included"] === true;
  const own = refunds.flatMap(adjustments).filter((one) => !isShipping(one));
  const transactions = refunds.flatMap((one) => objects(one["transactions"]));
  const rate = orderRate(body, currency);

  const d = new Fraction(-own.reduce((sum, one) => sum + adjustmentValue(one, currency), 0n));
  const m = transactions
    .filter((one) => one["kind"] === "refund" && (one["status"] === "success" || one["status"] === "pending"))
    .reduce((sum, one) => sum + converted(one, currency, rate), 0n);
  const r = total([
    ...lines.map((line) => forUnits(line, taxInGross(line, taxesIncluded), line.quantity - line.left)),
    ...refunds.map((refund) => refundedShipping(refund, taxesIncluded, currency)),
    ...refunds.flatMap((refund) => objects(refund["duties"])).map((duty) => shopMoney(duty, "amount", currency)),
  ]);
  const paidBack = new Fraction(m).minus(r);

  let a = paidBack.compare(d) < 0 ? paidBack : d;
  if (own.length === 0) a = paidBack;
  if (transactions.length === 0) a = d;
  const unitsGone = lines.reduce((sum, line) => sum + line.quantity - line.left, 0n);
  return a.compare(ZERO) < 0 || a.compare(unitsGone) <= 0 ? ZERO : a;
}

/** What the line is worth to a commission before anything went back, without tax. */
function worth(line: Line, body: Json, base: Offer["rule"]["base"]): Fraction {
  const taxesIncluded = body["taxes_included"] === true;
  const net = new Fraction(line.gross - (taxesIncluded ? line.tax : 0n));
  if (base === "after_discounts") return net;
  if (!taxesIncluded) return new Fraction(line.full);
  if (line.gross === 0n) return new Fraction(line.full).over(ONE.plus(line.taxRate));
  return new Fraction(line.full).times(net).over(line.gross);
}

export type Earning = { line: Line; commissionable: bigint };

/** Every line of the body with its commissionable amount, given all refunds and chargebacks known. */
export function commissionables(order: Order, body: Json, offer: Offer): Earning[] {
  const refunds = refundsOf(order);
  const lines = linesOf(body, refunds, offer.currency);
  const taxesIncluded = body["taxes_included"] === true;
  const rate = orderRate(body, offer.currency);

  const lost = chargebacksOf(order)
    .filter((one) => one["type"] === "chargeback" && (one["status"] === "lost" || one["status"] === "accepted"))
    .reduce((sum, one) => sum + converted(object(one), offer.currency, rate), 0n);
  const a = amountOnlyRefunds(body, [...refunds.values()], lines, offer.currency).plus(lost);
  const g = total(
    lines.filter((line) => !isTip(line)).map((line) => forUnits(line, taxInGross(line, taxesIncluded), line.left)),
  );

  let kept = ONE;
  if (a.compare(ZERO) > 0) kept = g.compare(ZERO) > 0 ? ONE.minus(a.over(g)) : ZERO;
  if (kept.compare(ZERO) < 0) kept = ZERO;
  return lines.map((line) => {
    const amount = forUnits(line, worth(line, body, offer.rule.base), line.left)
      .times(kept)
      .round();
    // Discounts or taxes above the price (amounts with too many decimals, each rounded) are nobody's debt.
    return { line, commissionable: amount > 0n ? amount : 0n };
  });
}
