import { gid } from "../../state/ids.ts";
import { divideRounded, minus, plus, times, ZERO, type Amount } from "../../state/money.ts";
import type { Order, OrderLine, ShippingLine, TaxLine } from "../../state/order.ts";
import { allocated, lineGross, lineNet, taxOf } from "../../state/totals.ts";
import type { Context, View } from "../context.ts";
import { moneyBag } from "./money.ts";
import { nodeView } from "./node.ts";
import { allocationView } from "./order-discount.ts";

export const taxLineView = (order: Order, line: TaxLine): View => ({
  __typename: "TaxLine",
  title: line.title,
  rate: line.rateBps / 10_000,
  ratePercentage: line.rateBps / 100,
  priceSet: moneyBag(line.amount, order),
  channelLiable: false,
  source: null,
});

const rounded = (amount: Amount, units: number, quantity: number): Amount => {
  if (quantity === 0) return ZERO;
  const part = (minor: bigint): bigint => divideRounded(minor * BigInt(units), BigInt(quantity));
  return { shop: part(amount.shop), presentment: part(amount.presentment) };
};

const codeDiscounts = (order: Order, line: OrderLine): Amount =>
  plus(
    ...line.allocations.filter((a) => order.applications[a.application]?.type === "discount_code").map((a) => a.amount),
  );

export function lineView(order: Order, line: OrderLine): View {
  const bag = (amount: Amount) => moneyBag(amount, order);
  const beforeTax = minus(lineNet(line), order.taxesIncluded ? taxOf(line) : ZERO);
  const withoutCodes = plus(lineNet(line), codeDiscounts(order, line));
  return {
    __typename: "LineItem",
    id: gid("LineItem", line.id),
    title: line.title,
    name: line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title,
    variantTitle: line.variantTitle,
    sku: line.sku,
    vendor: line.vendor,
    quantity: line.quantity,
    currentQuantity: line.currentQuantity,
    refundableQuantity: line.currentQuantity,
    unfulfilledQuantity: order.fulfillmentStatus === "fulfilled" ? 0 : line.currentQuantity,
    requiresShipping: line.requiresShipping,
    taxable: line.taxable,
    isGiftCard: line.giftCard,
    restockable: line.variantId !== null,
    image: null,
    customAttributes: line.properties.map(({ name, value }) => ({ __typename: "Attribute", key: name, value })),
    product: (_: never, context: Context) =>
      line.productId === null ? null : nodeView(context, gid("Product", line.productId)),
    variant: (_: never, context: Context) =>
      line.variantId === null ? null : nodeView(context, gid("ProductVariant", line.variantId)),
    originalUnitPriceSet: bag(line.price),
    originalTotalSet: bag(lineGross(line)),
    totalDiscountSet: bag(allocated(line)),
    discountAllocations: line.allocations.map((a) => allocationView(order, a)),
    // Shopify leaves code discounts out of these unless asked: a known cause of paying too much.
    discountedTotalSet: (args: { withCodeDiscounts?: boolean | null }) =>
      bag(args.withCodeDiscounts ? lineNet(line) : withoutCodes),
    discountedUnitPriceSet: bag(rounded(withoutCodes, 1, line.quantity)),
    discountedUnitPriceAfterAllDiscountsSet: bag(rounded(lineNet(line), 1, line.quantity)),
    // All discounts, no tax, and only for the units that refunds and removals left.
    priceAfterAllDiscountsBeforeTaxesSet: bag(rounded(beforeTax, line.currentQuantity, line.quantity)),
    taxLines: (args: { first?: number | null }) =>
      line.taxLines.slice(0, args.first ?? undefined).map((tax) => taxLineView(order, tax)),
    duties: [],
    sellingPlan: null,
    lineItemGroup: null,
    contract: null,
  };
}

export function shippingLineView(order: Order, line: ShippingLine): View {
  const discounted = minus(line.price, allocated(line));
  const removed = order.refunds.some((r) => r.shippingLines.some((s) => s.shippingLineId === line.id));
  return {
    __typename: "ShippingLine",
    id: gid("ShippingLine", line.id),
    title: line.title,
    code: line.code,
    source: "shopify",
    custom: false,
    isRemoved: false,
    carrierIdentifier: null,
    phone: null,
    originalPriceSet: moneyBag(line.price, order),
    discountedPriceSet: moneyBag(discounted, order),
    currentDiscountedPriceSet: moneyBag(removed ? times(discounted, 0) : discounted, order),
    discountAllocations: line.allocations.map((a) => allocationView(order, a)),
    taxLines: line.taxLines.map((tax) => taxLineView(order, tax)),
  };
}
