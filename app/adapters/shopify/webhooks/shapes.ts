import { z } from "zod";

/**
 * The parts of Shopify's REST-shaped webhook bodies that we read. Everything else may come and go. Amounts are decimal
 * strings, sometimes JSON numbers, and are read later, with their currency.
 */

const id = z.union([z.number(), z.string()]).transform(String);
const optionalId = id.nullish();

const NO_ORDER_ID = "must be Shopify's id of the order, a whole number";
const MOST_ID = 2n ** 63n - 1n;
/** Orders are kept by their number: a text that is none, or a number that JSON has already cut, would be another order. */
const orderId = z
  .union([z.number(), z.string()], { error: NO_ORDER_ID })
  .refine(
    (value) =>
      typeof value === "number"
        ? Number.isSafeInteger(value) && value >= 0
        : /^(0|[1-9]\d{0,18})$/.test(value) && BigInt(value) <= MOST_ID,
    NO_ORDER_ID,
  )
  .transform(String);
const decimal = z.union([z.string(), z.number()]);
const text = z.string().nullish();
const money = z.object({ shop_money: z.object({ amount: decimal, currency_code: text }).nullish() }).nullish();
const units = z.number().int();

const taxLine = z.object({ price: decimal.nullish(), price_set: money, rate: decimal.nullish() });

const allocation = z.object({
  amount: decimal.nullish(),
  amount_set: money,
  discount_application_index: z.number().nullish(),
});

const lineItem = z.object({
  id,
  variant_id: optionalId,
  product_id: optionalId,
  sku: text,
  vendor: text,
  quantity: units,
  current_quantity: units.nullish(),
  price: decimal.nullish(),
  price_set: money,
  total_discount: decimal.nullish(),
  total_discount_set: money,
  discount_allocations: z.array(allocation).nullish(),
  tax_lines: z.array(taxLine).nullish(),
  gift_card: z.boolean().nullish(),
  tip_payment_gateway: z.unknown().optional(),
});
export type LineItemShape = z.output<typeof lineItem>;

export const refundShape = z.object({
  id,
  order_id: orderId.nullish(),
  refund_line_items: z
    .array(z.object({ line_item_id: optionalId, line_item: z.object({ id: optionalId }).nullish(), quantity: units }))
    .nullish(),
  order_adjustments: z
    .array(
      z.object({
        kind: text,
        reason: text,
        amount: decimal.nullish(),
        amount_set: money,
        tax_amount: decimal.nullish(),
        tax_amount_set: money,
      }),
    )
    .nullish(),
  transactions: z.array(z.object({ kind: text, status: text, amount: decimal.nullish(), currency: text })).nullish(),
  refund_shipping_lines: z.array(z.object({ subtotal_amount_set: money, tax_amount_set: money })).nullish(),
  duties: z.array(z.object({ amount_set: money })).nullish(),
});
export type RefundShape = z.output<typeof refundShape>;

const totalPrice = z.object({ amount: decimal, currency_code: text }).nullish();

/** Only a review rests on names and addresses: what is not as documented there is not read, and makes no body unreadable. */
const word = text.catch(null);
const address = z
  .object({ first_name: word, last_name: word, address1: word, zip: word, country_code: word })
  .nullish()
  .catch(null);
export type AddressShape = z.output<typeof address>;

export const orderShape = z.object({
  id: orderId,
  currency: text,
  created_at: text,
  processed_at: text,
  updated_at: text,
  cancelled_at: text,
  test: z.boolean().nullish(),
  financial_status: text,
  taxes_included: z.boolean().nullish(),
  source_name: text,
  tags: z.union([z.string(), z.array(z.string())]).nullish(),
  company: z.unknown().optional(),
  email: text,
  contact_email: text,
  phone: text,
  customer: z
    .object({
      id: optionalId,
      email: text,
      phone: text,
      first_name: word,
      last_name: word,
      default_address: address,
    })
    .nullish(),
  billing_address: address,
  shipping_address: address,
  note_attributes: z.array(z.object({ name: z.string(), value: z.unknown().optional() })).nullish(),
  landing_site: text,
  discount_codes: z.array(z.object({ code: text })).nullish(),
  discount_applications: z.array(z.object({ code: text, title: text })).nullish(),
  line_items: z.array(lineItem),
  refunds: z.array(refundShape).nullish(),
  total_line_items_price: decimal.nullish(),
  total_line_items_price_set: money,
  total_price_set: z.object({ shop_money: totalPrice, presentment_money: totalPrice }).nullish(),
});
export type OrderShape = z.output<typeof orderShape>;

export const disputeShape = z.object({
  id,
  order_id: orderId.nullish(),
  type: text,
  status: text,
  amount: decimal.nullish(),
  currency: text,
});
