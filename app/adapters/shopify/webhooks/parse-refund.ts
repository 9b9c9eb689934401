import type { Refund } from "#app/domain/order/order.ts";
import type { BodyReader } from "./reader.ts";
import type { RefundShape } from "./shapes.ts";

type Adjustment = NonNullable<RefundShape["order_adjustments"]>[number];

const isShipping = ({ kind, reason }: Adjustment): boolean =>
  kind === "shipping_refund" || reason === "Shipping refund";

/**
 * A refund as the order's bodies and `refunds/create` show it. A refund line's `subtotal` is not read: it can be 0.00 on
 * a fully refunded unit, and its cents differ from the line's.
 */
export function parseRefund(shape: RefundShape, read: BodyReader, path: string): Refund {
  const adjustments = (shape.order_adjustments ?? []).map((adjustment, index) => {
    const field = `${path}order_adjustments.${index}`;
    const minor =
      read.money(`${field}.amount`, adjustment.amount_set, adjustment.amount) +
      read.money(`${field}.tax_amount`, adjustment.tax_amount_set, adjustment.tax_amount);
    return { shipping: isShipping(adjustment), minor };
  });
  const shipping = adjustments.filter((adjustment) => adjustment.shipping);
  const others = adjustments.filter((adjustment) => !adjustment.shipping);
  return {
    id: shape.id,
    units: unitsOf(shape),
    shippingLines: shippingLinesOf(shape, read, path),
    shippingAdjustmentsMinor: total(shipping.map(({ minor }) => minor)),
    adjustmentsMinor: others.length === 0 ? null : total(others.map(({ minor }) => minor)),
    dutiesMinor: total(
      (shape.duties ?? []).map((duty, index) => read.money(`${path}duties.${index}.amount`, duty.amount_set, null)),
    ),
    transactions: transactionsOf(shape, read, path),
  };
}

const total = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);

function unitsOf(shape: RefundShape): Refund["units"] {
  const units = new Map<string, number>();
  for (const { line_item_id, line_item, quantity } of shape.refund_line_items ?? []) {
    const lineId = line_item_id ?? line_item?.id;
    if (lineId) units.set(lineId, (units.get(lineId) ?? 0) + Math.max(0, quantity));
  }
  return [...units].map(([lineId, quantity]) => ({ lineId, quantity }));
}

function shippingLinesOf(shape: RefundShape, read: BodyReader, path: string): Refund["shippingLines"] {
  const lines = shape.refund_shipping_lines ?? [];
  if (lines.length === 0) return null;
  const field = (index: number, name: string): string => `${path}refund_shipping_lines.${index}.${name}`;
  return {
    subtotalMinor: total(
      lines.map((line, i) => read.money(field(i, "subtotal_amount"), line.subtotal_amount_set, null)),
    ),
    taxMinor: total(lines.map((line, i) => read.money(field(i, "tax_amount"), line.tax_amount_set, null))),
  };
}

/** Any transaction, of whatever kind and status, means that the refund lists them; only moving refunds count. */
function transactionsOf(shape: RefundShape, read: BodyReader, path: string): Refund["transactions"] {
  const all = shape.transactions ?? [];
  if (all.length === 0) return null;
  return all.flatMap(({ kind, status, amount, currency }, index) => {
    if (kind !== "refund" || (status !== "success" && status !== "pending")) return [];
    const field = `${path}transactions.${index}`;
    const own = read.currencyOf(`${field}.currency`, currency);
    return [{ amountMinor: read.amount(`${field}.amount`, amount ?? "", own), currency: own }];
  });
}
