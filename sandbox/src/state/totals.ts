/** What an order's parts add up to. Nothing of it is stored: the parts are the truth. */
import { minus, plus, times, ZERO, type Amount } from "./money.ts";
import type { Order, OrderLine, ShippingLine } from "./order.ts";

export const lineGross = (line: OrderLine): Amount => times(line.price, line.quantity);
export const allocated = (line: OrderLine | ShippingLine): Amount => plus(...line.allocations.map((a) => a.amount));
export const taxOf = (line: OrderLine | ShippingLine): Amount => plus(...line.taxLines.map((t) => t.amount));
export const lineNet = (line: OrderLine): Amount => minus(lineGross(line), allocated(line));
export const isTip = (line: OrderLine): boolean => line.tip !== undefined;

/** The share of an amount that belongs to `units` of `quantity`; the pieces add up whatever the steps. */
export function shareOf(amount: Amount, units: number, quantity: number): Amount {
  if (quantity === 0) return ZERO;
  const cut = (minor: bigint): bigint => (minor * BigInt(units)) / BigInt(quantity);
  return { shop: cut(amount.shop), presentment: cut(amount.presentment) };
}

export interface Totals {
  /** Lines before discounts. */
  lineItems: Amount;
  discounts: Amount;
  /** Lines after discounts, tips left out. */
  subtotal: Amount;
  shipping: Amount;
  tax: Amount;
  tip: Amount;
  duties: Amount;
  total: Amount;
}

/** The order as sold (`current` false) or what refunds and edits left of it; lines added by an edit are in the latter alone. */
export function totalsOf(order: Order, current: boolean): Totals {
  const units = (line: OrderLine): number => (current ? line.currentQuantity : line.quantity);
  const share = (line: OrderLine, amount: Amount): Amount => shareOf(amount, units(line), line.quantity);
  const goods = order.lines.filter((line) => !isTip(line));

  const lineItems = plus(...goods.map((line) => times(line.price, units(line))));
  const lineDiscounts = plus(...goods.map((line) => share(line, allocated(line))));
  const shipped = current ? shippingLeft(order) : order.shippingLines;
  const shippingDiscounts = plus(...shipped.map(allocated));
  const subtotal = minus(lineItems, lineDiscounts);
  const shipping = minus(plus(...shipped.map((s) => s.price)), shippingDiscounts);
  const tax = plus(...goods.map((line) => share(line, taxOf(line))), ...shipped.map(taxOf));
  const tip = plus(...order.lines.filter(isTip).map((line) => times(line.price, units(line))));
  const duties = dutiesOf(order, current);
  const total = plus(subtotal, shipping, tip, duties, order.taxesIncluded ? ZERO : tax);
  return { lineItems, discounts: plus(lineDiscounts, shippingDiscounts), subtotal, shipping, tax, tip, duties, total };
}

const dutiesOf = (order: Order, current: boolean): Amount => {
  const charged = plus(...order.lines.flatMap((line) => line.duties ?? []).map((it) => it.amount));
  const refunded = plus(...order.refunds.flatMap((refund) => refund.duties ?? []).map((it) => it.amount));
  return current ? minus(charged, refunded) : charged;
};

const shippingLeft = (order: Order): ShippingLine[] =>
  order.shippingLines.filter(
    (line) => !order.refunds.some((r) => r.shippingLines.some((s) => s.shippingLineId === line.id)),
  );
