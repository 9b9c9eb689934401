import { numberIn } from "../gid.ts";
import type { AddressAnswer, AnyOrder, MoneyBag, WholeLine, WholeOrder, WholeRefund } from "./answers.ts";
import { tipLines } from "./tips.ts";

/**
 * An order of the Admin API in the form of its webhooks' bodies, the parts that we read: it goes the same way as they do,
 * through the inbox and its parser, so that both forms of an order give the same commission.
 *
 * What differs there: instants are UTC's and adjustments have no `kind` (refunded shipping is a list of its own).
 * A refund's transactions are given as the shopper saw them, which is their own currency in a body. Without the scope to
 * read customers the key `customer` is left out: who bought is withheld then, as in a body without it.
 */
export function toBody(order: WholeOrder): object {
  const { customer, customerJourneySummary: journey } = order;
  return {
    ...bodyWithoutShopper(order),
    ...(order.purchasingEntity?.__typename === "PurchasingCompany" && { company: {} }),
    email: order.email,
    contact_email: order.email,
    phone: order.phone,
    ...(customer !== undefined && {
      customer: customer && {
        id: numberIn(customer.id),
        email: customer.defaultEmailAddress?.emailAddress ?? null,
        phone: customer.defaultPhoneNumber?.phoneNumber ?? null,
        first_name: customer.firstName,
        last_name: customer.lastName,
        default_address: addressOf(customer.defaultAddress),
      },
    }),
    billing_address: addressOf(order.billingAddress),
    shipping_address: addressOf(order.shippingAddress),
    note_attributes: order.customAttributes.map(({ key, value }) => ({ name: key, value })),
    landing_site: pathOf(journey?.lastVisit?.landingPage ?? journey?.firstVisit?.landingPage ?? null),
    discount_codes: order.discountCodes.map((code) => ({ code })),
  };
}

function addressOf(address: AddressAnswer | undefined) {
  if (!address) return null;
  const { firstName, lastName, address1, zip, countryCodeV2 } = address;
  return { first_name: firstName, last_name: lastName, address1, zip, country_code: countryCodeV2 };
}

/** The order alone: what it is priced by, and nothing of who bought or by which way. */
export function bodyWithoutShopper(order: AnyOrder): object {
  const tips = tipLines(order.lineItems.nodes, order.totalTipReceivedSet);
  return {
    id: order.legacyResourceId,
    name: order.name,
    currency: order.currencyCode,
    created_at: order.createdAt,
    processed_at: order.processedAt,
    updated_at: order.updatedAt,
    cancelled_at: order.cancelledAt,
    test: order.test,
    financial_status: order.displayFinancialStatus?.toLowerCase() ?? null,
    taxes_included: order.taxesIncluded,
    source_name: order.sourceName,
    tags: order.tags,
    discount_applications: applicationsOf(order.lineItems.nodes),
    line_items: order.lineItems.nodes.map((line) => lineOf(line, tips.has(line.id))),
    refunds: order.refunds.map(refundOf),
    total_price_set: setOf(order.totalPriceSet),
  };
}

function lineOf(line: WholeLine, tip: boolean) {
  return {
    id: numberIn(line.id),
    name: line.name,
    variant_id: line.variant && numberIn(line.variant.id),
    product_id: line.product && numberIn(line.product.id),
    sku: line.sku,
    vendor: line.vendor,
    quantity: line.quantity,
    current_quantity: line.currentQuantity,
    price_set: setOf(line.originalUnitPriceSet),
    discount_allocations: line.discountAllocations.map(({ allocatedAmountSet, discountApplication }) => ({
      amount_set: setOf(allocatedAmountSet),
      discount_application_index: discountApplication?.index ?? null,
    })),
    tax_lines: line.taxLines.map(({ rate, priceSet }) => ({ rate, price_set: setOf(priceSet) })),
    gift_card: line.isGiftCard,
    ...(tip && { tip_payment_gateway: null }),
  };
}

/** Those that gave something to a line, at their index; of the others nothing is read. */
function applicationsOf(lines: readonly WholeLine[]): object[] {
  const found = lines.flatMap((line) => line.discountAllocations.flatMap((part) => part.discountApplication ?? []));
  const byIndex = new Map(found.map(({ index, code, title }) => [index, { code, title }]));
  const length = Math.max(0, ...[...byIndex.keys()].map((index) => index + 1));
  return Array.from({ length }, (_, index) => byIndex.get(index) ?? {});
}

function refundOf(refund: WholeRefund) {
  return {
    id: refund.legacyResourceId,
    refund_line_items: refund.refundLineItems.nodes.map(({ quantity, lineItem }) => ({
      line_item_id: numberIn(lineItem.id),
      quantity,
    })),
    refund_shipping_lines: refund.refundShippingLines.nodes.map(({ subtotalAmountSet, taxAmountSet }) => ({
      subtotal_amount_set: setOf(subtotalAmountSet),
      tax_amount_set: setOf(taxAmountSet),
    })),
    order_adjustments: refund.orderAdjustments.nodes.map(({ reason, amountSet, taxAmountSet }) => ({
      reason,
      amount_set: setOf(amountSet),
      tax_amount_set: setOf(taxAmountSet),
    })),
    duties: (refund.duties ?? []).map(({ amountSet }) => ({ amount_set: setOf(amountSet) })),
    transactions: refund.transactions.nodes.map(({ kind, status, amountSet }) => ({
      kind: kind.toLowerCase(),
      status: status.toLowerCase(),
      amount: (amountSet.presentmentMoney ?? amountSet.shopMoney).amount,
      currency: (amountSet.presentmentMoney ?? amountSet.shopMoney).currencyCode,
    })),
  };
}

const moneyOf = ({ amount, currencyCode }: MoneyBag["shopMoney"]) => ({ amount, currency_code: currencyCode });
const setOf = ({ shopMoney, presentmentMoney }: MoneyBag) => ({
  shop_money: moneyOf(shopMoney),
  ...(presentmentMoney && { presentment_money: moneyOf(presentmentMoney) }),
});

/** Bodies have the landing page without its host. */
function pathOf(landingPage: string | null): string | null {
  if (landingPage === null) return null;
  const url = URL.parse(landingPage, "https://shop.invalid");
  return url && url.pathname + url.search;
}
