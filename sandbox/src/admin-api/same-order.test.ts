/** The two faces of one order, the webhook's body and the Admin API's answer, must say the same: commissions rest on either. */
import { describe, expect, test } from "vitest";
import { orderBody } from "../orders/bodies/order.ts";
import { orderActions } from "../orders/index.ts";
import { parseDecimal } from "../state/money.ts";
import type { Order } from "../state/order.ts";
import { DEMO_DOMAIN, SECOND_DOMAIN } from "../state/seed.ts";
import { dataOf, testApi, type TestApi } from "./testing.ts";

interface Money {
  amount: string;
  currencyCode: string;
}
interface Bag {
  shopMoney: Money;
  presentmentMoney: Money;
}
interface Nodes<T> {
  nodes: T[];
}
interface Told {
  name: string;
  updatedAt: string;
  processedAt: string;
  cancelledAt: string | null;
  displayFinancialStatus: string;
  discountCodes: string[];
  taxesIncluded: boolean;
  totalPriceSet: Bag;
  currentTotalPriceSet: Bag;
  totalTaxSet: Bag;
  totalDiscountsSet: Bag;
  totalOutstandingSet: Bag;
  lineItems: Nodes<{
    id: string;
    quantity: number;
    currentQuantity: number;
    originalUnitPriceSet: Bag;
    discountAllocations: { allocatedAmountSet: Bag; discountApplication: { index: number } }[];
    taxLines: { priceSet: Bag; rate: number }[];
  }>;
  refunds: {
    refundLineItems: Nodes<{ quantity: number; lineItem: { id: string }; subtotalSet: Bag; totalTaxSet: Bag }>;
    orderAdjustments: Nodes<{ amountSet: Bag; taxAmountSet: Bag }>;
    transactions: Nodes<{ kind: string; status: string; amountSet: Bag }>;
  }[];
}

const MONEY = "{ shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }";
const ORDER = `query Order($id: ID!) { order(id: $id) {
  name updatedAt processedAt cancelledAt displayFinancialStatus discountCodes taxesIncluded
  totalPriceSet ${MONEY} currentTotalPriceSet ${MONEY} totalTaxSet ${MONEY} totalDiscountsSet ${MONEY} totalOutstandingSet ${MONEY}
  lineItems(first: 10) { nodes { id quantity currentQuantity originalUnitPriceSet ${MONEY}
    discountAllocations { allocatedAmountSet ${MONEY} discountApplication { index } } taxLines { priceSet ${MONEY} rate } } }
  refunds { refundLineItems(first: 5) { nodes { quantity lineItem { id } subtotalSet ${MONEY} totalTaxSet ${MONEY} } }
    orderAdjustments(first: 5) { nodes { amountSet ${MONEY} taxAmountSet ${MONEY} } }
    transactions(first: 5) { nodes { kind status amountSet ${MONEY} } } }
} }`;

const minor = (money: { amount: string; currencyCode?: string; currency_code?: string }): bigint =>
  parseDecimal(money.amount, money.currencyCode ?? money.currency_code ?? "");
const bag = (set: Bag): bigint[] => [minor(set.shopMoney), minor(set.presentmentMoney)];
/** `*_set` of a webhook's body. */
const set = (value: {
  shop_money: { amount: string; currency_code: string };
  presentment_money: { amount: string; currency_code: string };
}) => [minor(value.shop_money), minor(value.presentment_money)];

function bothFaces(api: TestApi, order: Order): { told: Told; body: ReturnType<typeof orderBody> } {
  const { order: told } = dataOf<{ order: Told }>(api.ask(ORDER, { id: `gid://shopify/Order/${order.id}` }));
  return { told, body: orderBody(api.shop, order) };
}

const fromApi = (told: Told): unknown => ({
  name: told.name,
  status: told.displayFinancialStatus,
  taxesIncluded: told.taxesIncluded,
  codes: told.discountCodes,
  cancelled: told.cancelledAt !== null,
  instants: [Date.parse(told.updatedAt), Date.parse(told.processedAt)],
  total: [bag(told.totalPriceSet), bag(told.currentTotalPriceSet)],
  tax: bag(told.totalTaxSet),
  discounts: bag(told.totalDiscountsSet),
  outstanding: bag(told.totalOutstandingSet)[0],
  lines: told.lineItems.nodes.map((line) => [
    [line.id, line.quantity, line.currentQuantity, bag(line.originalUnitPriceSet)],
    line.discountAllocations.map((a) => [a.discountApplication.index, bag(a.allocatedAmountSet)]),
    line.taxLines.map((t) => [t.rate, bag(t.priceSet)]),
  ]),
  refunds: told.refunds.map((refund) => [
    refund.refundLineItems.nodes.map((l) => [l.lineItem.id, l.quantity, bag(l.subtotalSet), bag(l.totalTaxSet)]),
    refund.orderAdjustments.nodes.map((a) => [bag(a.amountSet), bag(a.taxAmountSet)]),
    refund.transactions.nodes.map((t) => [t.kind, t.status, minor(t.amountSet.presentmentMoney)]),
  ]),
});

const fromBody = (body: ReturnType<typeof orderBody>): unknown => ({
  name: body.name,
  status: body.financial_status.toUpperCase(),
  taxesIncluded: body.taxes_included,
  codes: body.discount_codes.map((c) => c.code),
  cancelled: body.cancelled_at !== null,
  instants: [Date.parse(body.updated_at), Date.parse(body.processed_at)],
  total: [set(body.total_price_set), set(body.current_total_price_set)],
  tax: set(body.total_tax_set),
  discounts: set(body.total_discounts_set),
  outstanding: parseDecimal(body.total_outstanding, body.currency),
  lines: body.line_items.map((line) => [
    [line.admin_graphql_api_id, line.quantity, line.current_quantity, set(line.price_set)],
    line.discount_allocations.map((a) => [a.discount_application_index, set(a.amount_set)]),
    line.tax_lines.map((t) => [t.rate, set(t.price_set)]),
  ]),
  refunds: body.refunds.map((refund) => [
    refund.refund_line_items.map((l) => [
      `gid://shopify/LineItem/${l.line_item_id}`,
      l.quantity,
      set(l.subtotal_set),
      set(l.total_tax_set),
    ]),
    // The API has refunded shipping elsewhere.
    refund.order_adjustments
      .filter((a) => a.kind !== "shipping_refund")
      .map((a) => [set(a.amount_set), set(a.tax_amount_set)]),
    refund.transactions.map((t) => [t.kind.toUpperCase(), t.status.toUpperCase(), parseDecimal(t.amount, t.currency)]),
  ]),
});

describe.each([DEMO_DOMAIN, SECOND_DOMAIN])("%s", (domain) => {
  const api = testApi({ domain, orders: 40 });
  const orders = [...api.shop.orders.values()];

  test.each(orders.map((order) => [order.name, order] as const))("%s reads the same both ways", (_, order) => {
    const { told, body } = bothFaces(api, order);
    expect(fromApi(told)).toEqual(fromBody(body));
  });

  test("an amount-only refund, a pending one and refunded shipping do too", () => {
    const open = orders
      .filter((o) => o.refunds.length === 0 && !o.cancelledAt && o.shippingLines.length > 0)
      .slice(0, 3);
    expect(open).toHaveLength(3);
    for (const [index, order] of open.entries()) {
      const money = { minor: 500n, currency: order.presentmentCurrency };
      const outcome = orderActions.refundOrder(api.world, api.shop, order, {
        lines: [],
        shipping: index === 2 ? { kind: "full" } : { kind: "none" },
        ...(index < 2 && { transactions: [money] }),
        pending: index === 1,
      });
      expect(outcome.kind).toBe("done");
      const { told, body } = bothFaces(api, order);
      expect(fromApi(told)).toEqual(fromBody(body));
    }
  });
});
