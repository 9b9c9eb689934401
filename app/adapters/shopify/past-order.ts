import type { CustomerStanding } from "#app/domain/commission/customer.ts";
import type { ProductFacts } from "#app/domain/commission/line-traits.ts";
import { fraction, sum, ZERO, type Fraction } from "#app/domain/kernel/fraction.ts";
import { instant } from "#app/domain/kernel/instant.ts";
import { folded } from "#app/domain/kernel/text.ts";
import { parseCurrency, type Currency } from "#app/domain/money/currency.ts";
import { parseAmount, parseDecimal } from "#app/domain/money/money.ts";
import type { OrderLine, OrderSnapshot, Refund } from "#app/domain/order/order.ts";
import { exchangeOf, type OrderState } from "#app/domain/order/state.ts";
import type { PastOrder } from "#app/services/ports/past-orders.ts";
import { AdminContractBroken } from "./admin-errors.ts";
import type { MoneyBag, PricedLine, PricedOrder, PricedRefund } from "./priced-order-answer.ts";

/** An order of the Admin API in the engine's words. `currentQuantity` knows every refund there, so units left are it. */
export function toPastOrder(order: PricedOrder): PastOrder {
  const snapshot = snapshotOf(order);
  const state: OrderState = {
    orderId: order.legacyResourceId,
    snapshot,
    refunds: order.refunds.map(refundOf),
    unitsLeft: order.lineItems.nodes.map((line) => line.currentQuantity),
    chargedBackMinor: 0n,
    disputed: false,
  };
  return { name: order.name, state, customer: standingOf(order, snapshot), products: productsOf(order) };
}

function snapshotOf(order: PricedOrder): OrderSnapshot {
  const [shop, presentment] = [read(order.totalPriceSet.shopMoney), read(order.totalPriceSet.presentmentMoney)];
  return {
    orderId: order.legacyResourceId,
    processedAt: instant(Date.parse(order.processedAt)),
    currency: shop.currency,
    test: order.test,
    cancelled: order.cancelledAt !== null,
    financialStatus: order.displayFinancialStatus?.toLowerCase() ?? null,
    taxesIncluded: order.taxesIncluded,
    sourceName: order.sourceName === null ? null : folded(order.sourceName),
    tags: order.tags.map(folded),
    // The API tells it with a scope that we do not ask for.
    businessBuyer: false,
    lines: order.lineItems.nodes.map(lineOf),
    refundIds: order.refunds.map((refund) => refund.legacyResourceId),
    exchange: exchangeOf(shop, presentment),
  };
}

const lineOf = (line: PricedLine): OrderLine => ({
  id: numberIn(line.id),
  variantId: line.variant === null ? null : numberIn(line.variant.id),
  productId: line.product === null ? null : numberIn(line.product.id),
  sku: line.sku,
  vendor: line.vendor,
  quantity: line.quantity,
  currentQuantity: line.currentQuantity,
  priceMinor: shopMinor(line.originalUnitPriceSet),
  discountMinor: total(line.discountAllocations.map((allocation) => allocation.allocatedAmountSet)),
  taxMinor: total(line.taxLines.map((tax) => tax.priceSet)),
  taxRate: sum(line.taxLines.map((tax) => rateOf(tax.rate))),
  giftCard: line.isGiftCard,
  tip: false,
  codeAllocations: [],
});

/** Refunded shipping has a list of its own here; its adjustments have no kind, and none of them is shipping. */
const refundOf = (refund: PricedRefund): Refund => {
  const adjustments = refund.orderAdjustments.nodes;
  const moved = refund.transactions.nodes.filter(
    ({ kind, status }) => kind === "REFUND" && (status === "SUCCESS" || status === "PENDING"),
  );
  const units = Map.groupBy(refund.refundLineItems.nodes, (item) => numberIn(item.lineItem.id));
  return {
    id: refund.legacyResourceId,
    units: [...units].map(([lineId, items]) => ({
      lineId,
      quantity: items.reduce((all, item) => all + item.quantity, 0),
    })),
    shippingLines: {
      subtotalMinor: total(refund.refundShippingLines.nodes.map((shipping) => shipping.subtotalAmountSet)),
      taxMinor: total(refund.refundShippingLines.nodes.map((shipping) => shipping.taxAmountSet)),
    },
    shippingAdjustmentsMinor: 0n,
    adjustmentsMinor:
      adjustments.length === 0 ? null : total(adjustments.flatMap((item) => [item.amountSet, item.taxAmountSet])),
    dutiesMinor: 0n,
    transactions:
      refund.transactions.nodes.length === 0 ? null : moved.map((transaction) => read(transaction.amountSet.shopMoney)),
  };
};

/** Shopify counts a customer's orders for us, from 1; without a count nobody is known behind the order. */
function standingOf(order: PricedOrder, { processedAt }: OrderSnapshot): CustomerStanding {
  const index = order.customerJourneySummary?.customerOrderIndex;
  if (index === null || index === undefined) return { kind: "guest" };
  return { kind: "known", index: Math.max(0, index - 1), firstProcessedAt: processedAt };
}

function productsOf(order: PricedOrder): Map<string, ProductFacts> {
  const products = order.lineItems.nodes.flatMap((line) => (line.product === null ? [] : [line.product]));
  return new Map(
    products.map(({ id, productType, tags }) => [numberIn(id), { productType, tags, collectionIds: [] }] as const),
  );
}

function read({ amount, currencyCode }: MoneyBag["shopMoney"]): { amountMinor: bigint; currency: Currency } {
  const currency = parseCurrency(currencyCode);
  const parsed = currency === null ? null : parseAmount(amount, currency);
  if (currency === null || parsed?.kind !== "amount")
    throw new AdminContractBroken(`${amount} ${currencyCode} is no amount`);
  return { amountMinor: parsed.amountMinor, currency };
}

const shopMinor = (bag: MoneyBag): bigint => read(bag.shopMoney).amountMinor;
const total = (bags: readonly MoneyBag[]): bigint => bags.reduce((all, bag) => all + shopMinor(bag), 0n);
const rateOf = (rate: number | null): Fraction => (rate === null ? ZERO : (parseDecimal(rate) ?? fraction(0n)));
/** `gid://shopify/LineItem/123` → `123` */
const numberIn = (gid: string): string => gid.slice(gid.lastIndexOf("/") + 1);
