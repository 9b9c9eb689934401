import { gid } from "../../state/ids.ts";
import { decimalText, plus, ZERO, type Amount } from "../../state/money.ts";
import type { DiscountApplication, Order, TaxLine } from "../../state/order.ts";
import type { Shop } from "../../state/shop.ts";
import { totalsOf, type Totals } from "../../state/totals.ts";
import { outstandingMinor } from "../change-order.ts";
import { fromPresentment } from "../transactions.ts";
import { addressBody, customerBody } from "./customer.ts";
import { lineItemBody, shippingLineBody, taxLineBody } from "./line-item.ts";
import { refundInOrderBody } from "./refund.ts";
import { instant, instantOrNull, priceSet } from "./text.ts";

/**
 * An order as its webhooks send it in the current API version: `current_quantity`, price sets and
 * allocations; no checkout id, no `pre_tax_price`, no `orders_count`.
 */
export function orderBody(shop: Shop, order: Order) {
  const customer = order.customerId === null ? null : shop.customers.get(order.customerId);
  return {
    id: order.id,
    admin_graphql_api_id: gid("Order", order.id),
    ...originBody(shop, order),
    ...amountsBody(order),
    ...stateBody(shop, order),
    billing_address: order.billingAddress && addressBody(order.billingAddress),
    customer: customer ? customerBody(shop, customer) : null,
    discount_applications: order.applications.map(applicationBody),
    fulfillments: [],
    line_items: order.lines.map((line) => lineItemBody(order, line)),
    payment_terms: null,
    refunds: order.refunds.map((refund) => refundInOrderBody(shop, order, refund)),
    shipping_address: order.shippingAddress && addressBody(order.shippingAddress),
    shipping_lines: order.shippingLines.map((line) => shippingLineBody(order, line)),
  };
}

export type OrderBody = ReturnType<typeof orderBody>;

/** Where the order came from and who made it. */
function originBody(shop: Shop, order: Order) {
  return {
    app_id: order.appId,
    browser_ip: null,
    buyer_accepts_marketing: false,
    cart_token: order.cartToken,
    checkout_token: null,
    client_details: null,
    confirmation_number: order.confirmationNumber,
    confirmed: true,
    contact_email: order.email,
    customer_locale: order.locale,
    device_id: null,
    email: order.email,
    landing_site: order.landingSite,
    landing_site_ref: landingSiteRef(order.landingSite),
    location_id: null,
    merchant_business_entity_id: null,
    merchant_of_record_app_id: null,
    name: order.name,
    note: order.note,
    note_attributes: order.noteAttributes.map(({ name, value }) => ({ name, value })),
    number: order.number - 1000,
    order_number: order.number,
    order_status_url: `${shop.primaryUrl}/${shop.id}/orders/${order.token}/authenticate?key=${order.confirmationNumber}`,
    phone: order.phone,
    po_number: null,
    reference: null,
    referring_site: order.referringSite,
    source_identifier: null,
    source_name: order.sourceName,
    source_url: null,
    tags: order.tags.join(", "),
    test: order.test,
    token: order.token,
    user_id: null,
  };
}

function stateBody(shop: Shop, order: Order) {
  const zone = shop.ianaTimezone;
  return {
    cancel_reason: order.cancelReason,
    cancelled_at: instantOrNull(order.cancelledAt, zone),
    closed_at: instantOrNull(order.closedAt, zone),
    created_at: instant(order.createdAt, zone),
    currency: order.currency,
    discount_codes: order.codes.map(({ code, amount, type }) => ({
      code,
      amount: decimalText(amount.shop, order.currency),
      type,
    })),
    duties_included: false,
    estimated_taxes: false,
    financial_status: order.financialStatus,
    fulfillment_status: order.fulfillmentStatus,
    payment_gateway_names: [...new Set(order.transactions.map((it) => it.gateway))],
    presentment_currency: order.presentmentCurrency,
    processed_at: instant(order.processedAt, zone),
    tax_exempt: order.taxExempt,
    tax_lines: orderTaxLines(order).map((tax) => taxLineBody(order, tax)),
    taxes_included: order.taxesIncluded,
    updated_at: instant(order.updatedAt, zone),
  };
}

function amountsBody(order: Order) {
  const sold = totalsOf(order, false);
  const current = totalsOf(order, true);
  const text = (amount: Amount): string => decimalText(amount.shop, order.currency);
  const set = (amount: Amount) => priceSet(amount, order);
  const dutiable = order.lines.some((line) => (line.duties ?? []).length > 0);
  return {
    ...currentAmounts(current, text, set),
    current_total_duties_set: dutiable ? set(current.duties) : null,
    original_total_additional_fees_set: null,
    original_total_duties_set: dutiable ? set(sold.duties) : null,
    subtotal_price: text(sold.subtotal),
    subtotal_price_set: set(sold.subtotal),
    total_cash_rounding_payment_adjustment_set: set(ZERO),
    total_cash_rounding_refund_adjustment_set: set(ZERO),
    total_discounts: text(sold.discounts),
    total_discounts_set: set(sold.discounts),
    total_line_items_price: text(sold.lineItems),
    total_line_items_price_set: set(sold.lineItems),
    total_outstanding: decimalText(outstandingShop(order), order.currency),
    total_price: text(sold.total),
    total_price_set: set(sold.total),
    total_shipping_price_set: set(sold.shipping),
    total_tax: text(sold.tax),
    total_tax_set: set(sold.tax),
    total_tip_received: text(sold.tip),
    total_weight: order.lines.reduce((grams, line) => grams + line.grams * line.quantity, 0),
  };
}

function currentAmounts(
  current: Totals,
  text: (amount: Amount) => string,
  set: (amount: Amount) => ReturnType<typeof priceSet>,
) {
  return {
    current_subtotal_price: text(current.subtotal),
    current_subtotal_price_set: set(current.subtotal),
    current_total_additional_fees_set: null,
    current_total_discounts: text(current.discounts),
    current_total_discounts_set: set(current.discounts),
    current_total_price: text(current.total),
    current_total_price_set: set(current.total),
    current_total_tax: text(current.tax),
    current_total_tax_set: set(current.tax),
  };
}

/** 0 for authorized orders too, as at Shopify: it is no proof of payment. */
function outstandingShop(order: Order): bigint {
  if (order.financialStatus === "authorized") return 0n;
  const missing = outstandingMinor(order);
  return missing > 0n ? fromPresentment(order, missing).shop : 0n;
}

/** The order's taxes: those of its lines and its shipping, summed by title and rate. */
function orderTaxLines(order: Order): TaxLine[] {
  const byRate = new Map<string, TaxLine>();
  for (const tax of [...order.lines, ...order.shippingLines].flatMap((line) => line.taxLines)) {
    const key = `${tax.title} ${tax.rateBps}`;
    byRate.set(key, { ...tax, amount: plus(byRate.get(key)?.amount ?? ZERO, tax.amount) });
  }
  return [...byRate.values()];
}

/** Only a code's application has the key `code`; others have a title. */
function applicationBody(it: DiscountApplication) {
  return {
    target_type: it.targetType,
    type: it.type,
    value: it.value,
    value_type: it.valueType,
    allocation_method: it.allocationMethod,
    target_selection: it.targetSelection,
    ...(it.type === "discount_code" ? { code: it.code } : { title: it.title, description: it.description }),
  };
}

function landingSiteRef(landingSite: string | null): string | null {
  const query = landingSite?.split("?")[1];
  const parameters = new URLSearchParams(query ?? "");
  return parameters.get("ref") ?? parameters.get("source") ?? parameters.get("r");
}
