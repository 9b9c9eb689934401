import { gid } from "../../state/ids.ts";
import { outstandingMinor } from "../../orders/change-order.ts";
import { fromPresentment, paidMinor } from "../../orders/transactions.ts";
import { minus, plus, ZERO, type Amount } from "../../state/money.ts";
import type { Dispute, Order, Visit } from "../../state/order.ts";
import type { Shop } from "../../state/shop.ts";
import { totalsOf, type Totals } from "../../state/totals.ts";
import { connection, inOrder, type PageArgs } from "../connection.ts";
import type { Context, View } from "../context.ts";
import { addressView } from "./address.ts";
import { metafieldFields } from "./metafield.ts";
import { amountAt, moneyBag, moneyV2 } from "./money.ts";
import { findNodesOf, nodeView } from "./node.ts";
import { lineView, shippingLineView, taxLineView } from "./order-line.ts";
import { applicationView } from "./order-discount.ts";
import { refundView } from "./refund.ts";
import { transactionView } from "./transaction.ts";

/** Landing pages are kept as the webhook tells them, without the host; the API gives whole URLs. */
function visitView(shop: Shop, visit: Visit): View {
  const landing = visit.landingPage ? new URL(visit.landingPage, shop.primaryUrl) : null;
  return {
    __typename: "CustomerVisit",
    id: gid("CustomerVisit", visit.id),
    occurredAt: visit.occurredAt,
    landingPage: landing?.href ?? null,
    referrerUrl: visit.referrerUrl || null,
    source: visit.source,
    sourceType: null,
    referralCode: landing?.searchParams.get("ref") ?? null,
    utmParameters: null,
    marketingEvent: null,
  };
}

const DAY_MS = 86_400_000;

const journeyView = (shop: Shop, order: Order): View => ({
  __typename: "CustomerJourneySummary",
  ready: true,
  customerOrderIndex: order.customerOrderIndex,
  daysToConversion: order.firstVisit
    ? Math.floor((order.createdAt.getTime() - order.firstVisit.occurredAt.getTime()) / DAY_MS)
    : null,
  firstVisit: order.firstVisit ? visitView(shop, order.firstVisit) : null,
  lastVisit: order.lastVisit ? visitView(shop, order.lastVisit) : null,
});

const disputesOf = ({ shop }: Context, order: Order): Dispute[] =>
  [...shop.disputes.values()].filter((dispute) => dispute.orderId === order.id);

/** Taxes of the same name and rate add up to one line of the order. */
function taxesOf(order: Order): View[] {
  const lines = [...order.lines, ...order.shippingLines].flatMap((line) => line.taxLines);
  const groups = Map.groupBy(lines, (line) => `${line.title}/${line.rateBps}`);
  return [...groups.values()].flatMap((group) =>
    group[0] ? taxLineView(order, { ...group[0], amount: plus(...group.map((line) => line.amount)) }) : [],
  );
}

const received = (order: Order): Amount => fromPresentment(order, paidMinor(order));

/** Only what has arrived: a pending refund is not told yet. */
const refunded = (order: Order): Amount =>
  plus(
    ...order.refunds
      .flatMap((refund) => refund.transactions)
      .filter((t) => t.kind === "refund" && t.status === "success")
      .map((t) => amountAt(order, t.money)),
  );

/** What is still to be paid; an authorized order counts as settled, as it does at Shopify. */
function outstanding(order: Order): Amount {
  const missing = order.financialStatus === "authorized" ? 0n : outstandingMinor(order);
  return missing > 0n ? fromPresentment(order, missing) : ZERO;
}

function amountFields(order: Order): Record<string, unknown> {
  const sold: () => Totals = () => totalsOf(order, false);
  const left: () => Totals = () => totalsOf(order, true);
  const bag = (amount: () => Parameters<typeof moneyBag>[0]) => () => moneyBag(amount(), order);
  return {
    subtotalPriceSet: bag(() => sold().subtotal),
    totalPriceSet: bag(() => sold().total),
    originalTotalPriceSet: bag(() => sold().total),
    totalTaxSet: bag(() => sold().tax),
    totalDiscountsSet: bag(() => sold().discounts),
    totalShippingPriceSet: bag(() => plus(...order.shippingLines.map((line) => line.price))),
    totalTipReceivedSet: bag(() => sold().tip),
    totalTipReceived: () => moneyV2(sold().tip.shop, order.currency),
    currentSubtotalPriceSet: bag(() => left().subtotal),
    currentTotalPriceSet: bag(() => left().total),
    currentTotalTaxSet: bag(() => left().tax),
    currentTotalDiscountsSet: bag(() => left().discounts),
    currentShippingPriceSet: bag(() => left().shipping),
    currentTotalDutiesSet: null,
    originalTotalDutiesSet: null,
    totalReceivedSet: bag(() => received(order)),
    totalRefundedSet: bag(() => refunded(order)),
    totalRefundedShippingSet: bag(() =>
      plus(...order.refunds.flatMap((r) => r.shippingLines).map((line) => line.subtotal)),
    ),
    netPaymentSet: bag(() => minus(received(order), refunded(order))),
    totalOutstandingSet: bag(() => outstanding(order)),
  };
}

const FULFILLMENT = { fulfilled: "FULFILLED", partial: "PARTIALLY_FULFILLED" } as const;

function headFields(order: Order): Record<string, unknown> {
  return {
    legacyResourceId: String(order.id),
    name: order.name,
    number: order.number,
    confirmationNumber: order.confirmationNumber,
    cartToken: order.cartToken,
    email: order.email,
    phone: order.phone,
    note: order.note,
    tags: order.tags,
    test: order.test,
    sourceName: order.sourceName,
    sourceIdentifier: null,
    app: (_: never, context: Context) => orderAppView(context, order),
    currencyCode: order.currency,
    presentmentCurrencyCode: order.presentmentCurrency,
    taxesIncluded: order.taxesIncluded,
    taxExempt: order.taxExempt,
    estimatedTaxes: false,
    customerLocale: order.locale,
    createdAt: order.createdAt,
    processedAt: order.processedAt,
    updatedAt: order.updatedAt,
    cancelledAt: order.cancelledAt,
    cancelReason: order.cancelReason?.toUpperCase() ?? null,
    closed: order.closedAt !== null,
    closedAt: order.closedAt,
    confirmed: true,
    edited: order.edits.length > 0,
    unpaid: order.financialStatus === "pending",
    fullyPaid: () => outstanding(order).shop === 0n && received(order).shop > 0n,
    displayFinancialStatus: order.financialStatus.toUpperCase(),
    displayFulfillmentStatus: order.fulfillmentStatus ? FULFILLMENT[order.fulfillmentStatus] : "UNFULFILLED",
    returnStatus: order.returns.length > 0 ? "IN_PROGRESS" : "NO_RETURN",
  };
}

function partFields(order: Order): Record<string, unknown> {
  return {
    customAttributes: order.noteAttributes.map(({ name, value }) => ({ __typename: "Attribute", key: name, value })),
    discountCode: order.codes[0]?.code ?? null,
    discountCodes: order.codes.map((c) => c.code),
    discountApplications: (args: PageArgs) =>
      connection(
        "DiscountApplication",
        order.applications.map((_, index) => index),
        args,
        inOrder,
        (index) => applicationView(order, index),
      ),
    customer: (_: never, context: Context) =>
      order.customerId === null ? null : nodeView(context, gid("Customer", order.customerId)),
    // No company buys here.
    purchasingEntity: (_: never, context: Context) =>
      order.customerId === null ? null : nodeView(context, gid("Customer", order.customerId)),
    customerJourneySummary: (_: never, { shop }: Context) => journeyView(shop, order),
    billingAddress: order.billingAddress ? addressView(order.billingAddress, gid("MailingAddress", order.id)) : null,
    shippingAddress: order.shippingAddress ? addressView(order.shippingAddress, gid("MailingAddress", order.id)) : null,
    lineItems: (args: PageArgs) => connection("LineItem", order.lines, args, inOrder, (line) => lineView(order, line)),
    shippingLine: () => (order.shippingLines[0] ? shippingLineView(order, order.shippingLines[0]) : null),
    shippingLines: (args: PageArgs) =>
      connection("ShippingLine", order.shippingLines, args, inOrder, (line) => shippingLineView(order, line)),
    taxLines: () => taxesOf(order),
    transactions: (args: { first?: number | null }) =>
      order.transactions.slice(0, args.first ?? undefined).map((t) => transactionView(order, t)),
    transactionsCount: { __typename: "Count", count: order.transactions.length, precision: "EXACT" },
    refunds: (args: { first?: number | null }) =>
      order.refunds.slice(0, args.first ?? undefined).map((refund) => refundView(order, refund)),
    disputes: (_: never, context: Context) =>
      disputesOf(context, order).map((dispute) => ({
        __typename: "OrderDisputeSummary",
        id: gid("OrderDisputeSummary", dispute.id),
        initiatedAs: dispute.type.toUpperCase(),
        status: dispute.status.toUpperCase(),
      })),
    currentSubtotalLineItemsQuantity: () => order.lines.reduce((sum, line) => sum + line.currentQuantity, 0),
    subtotalLineItemsQuantity: () => order.lines.reduce((sum, line) => sum + line.quantity, 0),
    paymentGatewayNames: () => [...new Set(order.transactions.map((t) => t.gateway))],
    requiresShipping: order.lines.some((line) => line.requiresShipping),
  };
}

export function orderView(order: Order): View {
  const id = gid("Order", order.id);
  return {
    __typename: "Order",
    id,
    ...headFields(order),
    ...partFields(order),
    ...amountFields(order),
    ...metafieldFields(id),
  };
}

/** The sales channel: the shop's own online store unless an app made the order. */
function orderAppView({ app }: Context, order: Order): View | null {
  const ONLINE_STORE = 580_111;
  const number = order.appId ?? ONLINE_STORE;
  return {
    __typename: "OrderApp",
    id: gid("App", number),
    name: number === app.appId ? app.config.title : number === ONLINE_STORE ? "Online Store" : order.sourceName,
  };
}

findNodesOf("Refund", ({ shop }, id) => {
  for (const order of shop.orders.values()) {
    const refund = order.refunds.find((r) => r.id === id);
    if (refund) return refundView(order, refund);
  }
  return null;
});
findNodesOf("LineItem", ({ shop }, id) => {
  for (const order of shop.orders.values()) {
    const line = order.lines.find((l) => l.id === id);
    if (line) return lineView(order, line);
  }
  return null;
});
