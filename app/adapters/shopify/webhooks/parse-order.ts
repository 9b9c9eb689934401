import { type Fraction, ZERO, plus } from "#app/domain/kernel/fraction.ts";
import { folded } from "#app/domain/kernel/text.ts";
import { parseDecimal } from "#app/domain/money/money.ts";
import type { Identity, OrderBody } from "#app/domain/order/facts.ts";
import type { OrderCustomer, OrderLine, OrderSnapshot } from "#app/domain/order/order.ts";
import { type Trigger, effectiveUpdatedAt } from "#app/domain/order/rank.ts";
import { exchangeOf } from "#app/domain/order/state.ts";
import { likenessesIn } from "./parse-likenesses.ts";
import { marksOf } from "./parse-marks.ts";
import { parseRefund } from "./parse-refund.ts";
import { type BodyReader, UnreadableBody } from "./reader.ts";
import type { LineItemShape, OrderShape } from "./shapes.ts";

/** Turns an order's body into the domain's words. @throws UnreadableBody */
export function parseOrderShape(shape: OrderShape, read: BodyReader, from: Trigger): OrderBody {
  const refunds = (shape.refunds ?? []).map((refund, index) => parseRefund(refund, read, `refunds.${index}.`));
  const updatedAt = read.instant("updated_at", shape.updated_at) ?? from.triggeredAt;
  return {
    rank: {
      updatedAt: effectiveUpdatedAt(updatedAt, from.triggeredAt),
      triggeredAt: from.triggeredAt,
      belowMs: from.belowMs,
      refunds: refunds.length,
      text: from.text,
    },
    snapshot: snapshotOf(
      shape,
      read,
      refunds.map((refund) => refund.id),
    ),
    refunds,
    marks: marksOf(shape),
    customer: customerOf(shape),
    identities: identitiesOf(shape),
    likenesses: likenessesIn(shape),
  };
}

function snapshotOf(shape: OrderShape, read: BodyReader, refundIds: readonly string[]): OrderSnapshot {
  const processedAt = read.instant("processed_at", shape.processed_at) ?? read.instant("created_at", shape.created_at);
  if (processedAt === null)
    throw new UnreadableBody("processed_at", "is missing, and created_at too; send one of them");
  const lines = shape.line_items.map((line, index) => lineOf(line, shape, read, `line_items.${index}`));
  return {
    orderId: shape.id,
    processedAt,
    currency: read.currency,
    test: shape.test ?? false,
    cancelled: Boolean(shape.cancelled_at),
    financialStatus: shape.financial_status ?? null,
    taxesIncluded: shape.taxes_included ?? false,
    sourceName: shape.source_name ? folded(shape.source_name) : null,
    tags: tagsOf(shape.tags),
    businessBuyer: shape.company !== undefined && shape.company !== null,
    lines,
    ...(wasCut(lines, shape, read) && { linesMissing: true as const }),
    refundIds,
    exchange: exchangeFrom(shape, read),
  };
}

/** No body of fewer lines was ever seen cut; edits and tips make the sum of a short one differ from its lines. */
const CUT_FROM_LINES = 100;

function wasCut(lines: readonly OrderLine[], shape: OrderShape, read: BodyReader): boolean {
  if (lines.length < CUT_FROM_LINES) return false;
  const { total_line_items_price_set: set, total_line_items_price: bare } = shape;
  const said = read.money("total_line_items_price", set, bare);
  return lines.reduce((sum, { priceMinor, quantity }) => sum + priceMinor * BigInt(quantity), 0n) < said;
}

function tagsOf(tags: OrderShape["tags"]): string[] {
  const list = typeof tags === "string" ? tags.split(",") : (tags ?? []);
  return list.map(folded).filter((tag) => tag !== "");
}

function lineOf(line: LineItemShape, order: OrderShape, read: BodyReader, path: string): OrderLine {
  if (line.quantity < 0) throw new UnreadableBody(`${path}.quantity`, `${line.quantity} is below 0`);
  const allocations = line.discount_allocations?.map((allocation, index) => {
    const application = order.discount_applications?.[allocation.discount_application_index ?? -1];
    return {
      code: folded(application?.code ?? application?.title ?? ""),
      amountMinor: read.money(`${path}.discount_allocations.${index}.amount`, allocation.amount_set, allocation.amount),
    };
  });
  const taxes = line.tax_lines ?? [];
  return {
    id: line.id,
    variantId: line.variant_id ?? null,
    productId: line.product_id ?? null,
    sku: line.sku ?? null,
    vendor: line.vendor ?? null,
    quantity: line.quantity,
    currentQuantity: line.current_quantity ?? null,
    priceMinor: notNegative(`${path}.price`, read.money(`${path}.price`, line.price_set, line.price)),
    discountMinor: allocations
      ? allocations.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
      : read.money(`${path}.total_discount`, line.total_discount_set, line.total_discount),
    taxMinor: taxes.reduce(
      (sum, tax, i) => sum + read.money(`${path}.tax_lines.${i}.price`, tax.price_set, tax.price),
      0n,
    ),
    taxRate: taxes.reduce((sum, tax, i) => plus(sum, rateOf(tax.rate, `${path}.tax_lines.${i}.rate`)), ZERO),
    giftCard: line.gift_card ?? false,
    tip: "tip_payment_gateway" in line,
    codeAllocations: (allocations ?? []).filter(({ code }) => code !== ""),
  };
}

function notNegative(field: string, amountMinor: bigint): bigint {
  if (amountMinor < 0n) throw new UnreadableBody(field, "is below 0; a price is 0 or more");
  return amountMinor;
}

function rateOf(rate: string | number | null | undefined, field: string): Fraction {
  if (rate === null || rate === undefined) return ZERO;
  const parsed = parseDecimal(rate);
  if (parsed === null) throw new UnreadableBody(field, `${JSON.stringify(rate)} is not a decimal rate such as 0.2`);
  return parsed;
}

/** A customer without an id, or no customer key at all, is withheld; `null` is a guest. */
function customerOf({ customer }: OrderShape): OrderCustomer {
  if (customer === null) return { kind: "guest" };
  return customer?.id ? { kind: "known", id: customer.id } : { kind: "withheld" };
}

function identitiesOf(shape: OrderShape): Identity[] {
  const emails = [shape.email, shape.contact_email, shape.customer?.email]
    .map((email) => folded(email ?? ""))
    .filter(Boolean);
  const phones = [shape.phone, shape.customer?.phone]
    .map((phone) => (phone ?? "").replaceAll(/[^\d+]/g, ""))
    .filter(Boolean);
  return [...new Set([...emails.map((email) => `email:${email}`), ...phones.map((phone) => `phone:${phone}`)])];
}

function exchangeFrom(shape: OrderShape, read: BodyReader): OrderSnapshot["exchange"] {
  const { shop_money: shop, presentment_money: presentment } = shape.total_price_set ?? {};
  if (!shop || !presentment) return null;
  const currency = read.currencyOf("total_price_set.presentment_money.currency_code", presentment.currency_code);
  return exchangeOf(
    { amountMinor: read.amount("total_price_set.shop_money.amount", shop.amount), currency: read.currency },
    { amountMinor: read.amount("total_price_set.presentment_money.amount", presentment.amount, currency), currency },
  );
}
