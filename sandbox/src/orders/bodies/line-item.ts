import { gid } from "../../state/ids.ts";
import { decimalText, minus, ZERO } from "../../state/money.ts";
import type { Allocation, Duty, Order, OrderLine, ShippingLine, TaxLine } from "../../state/order.ts";
import { allocated } from "../../state/totals.ts";
import { priceSet } from "./text.ts";

export const allocationBody = (order: Order, allocation: Allocation) => ({
  amount: decimalText(allocation.amount.shop, order.currency),
  amount_set: priceSet(allocation.amount, order),
  discount_application_index: allocation.application,
});

export const taxLineBody = (order: Order, tax: TaxLine) => ({
  channel_liable: null,
  price: decimalText(tax.amount.shop, order.currency),
  price_set: priceSet(tax.amount, order),
  rate: tax.rateBps / 10_000,
  title: tax.title,
});

const dutyBody = (order: Order, duty: Duty) => ({
  id: String(duty.id),
  harmonized_system_code: duty.harmonizedSystemCode,
  country_code_of_origin: duty.countryCodeOfOrigin,
  ...priceSet(duty.amount, order),
  tax_lines: [],
  admin_graphql_api_id: gid("Duty", duty.id),
});

/** `quantity`, allocations and taxes are as sold; `current_quantity` alone tells what is left. */
export function lineItemBody(order: Order, line: OrderLine) {
  return {
    id: line.id,
    admin_graphql_api_id: gid("LineItem", line.id),
    attributed_staffs: [],
    current_quantity: line.currentQuantity,
    fulfillable_quantity: line.currentQuantity,
    fulfillment_service: line.giftCard ? "gift_card" : "manual",
    fulfillment_status: null,
    gift_card: line.giftCard,
    grams: line.grams,
    name: line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title,
    price: decimalText(line.price.shop, order.currency),
    price_set: priceSet(line.price, order),
    product_exists: line.productId !== null,
    product_id: line.productId,
    properties: line.properties.map(({ name, value }) => ({ name, value })),
    quantity: line.quantity,
    requires_shipping: line.requiresShipping,
    sku: line.sku,
    taxable: line.taxable,
    title: line.title,
    // Code discounts are in the allocations; counting them here too would take them off twice.
    total_discount: decimalText(0n, order.currency),
    total_discount_set: priceSet(ZERO, order),
    variant_id: line.variantId,
    variant_inventory_management: line.variantId === null ? null : "shopify",
    variant_title: line.variantTitle,
    vendor: line.vendor,
    tax_lines: line.taxLines.map((tax) => taxLineBody(order, tax)),
    duties: (line.duties ?? []).map((duty) => dutyBody(order, duty)),
    discount_allocations: line.allocations.map((it) => allocationBody(order, it)),
    ...(line.tip && { tip_payment_gateway: line.tip.paymentGateway, tip_payment_method: line.tip.paymentMethod }),
  };
}

export function shippingLineBody(order: Order, line: ShippingLine) {
  const discounted = minus(line.price, allocated(line));
  return {
    id: line.id,
    carrier_identifier: null,
    code: line.code,
    discounted_price: decimalText(discounted.shop, order.currency),
    discounted_price_set: priceSet(discounted, order),
    is_removed: false,
    phone: null,
    price: decimalText(line.price.shop, order.currency),
    price_set: priceSet(line.price, order),
    requested_fulfillment_service_id: null,
    source: "shopify",
    title: line.title,
    tax_lines: line.taxLines.map((tax) => taxLineBody(order, tax)),
    discount_allocations: line.allocations.map((it) => allocationBody(order, it)),
  };
}
