import type { CustomerStanding } from "#app/domain/commission/customer.ts";
import type { ProductFacts } from "#app/domain/commission/line-traits.ts";
import { formatInstant, instant } from "#app/domain/kernel/instant.ts";
import { readCurrency } from "#app/domain/money/currency.ts";
import { absorbOrder, noFacts } from "#app/domain/order/facts.ts";
import { type OrderState, stateOf } from "#app/domain/order/state.ts";
import type { PastOrder, PastOrders } from "#app/services/ports/past-orders.ts";
import type { AdminClient } from "../admin-client.ts";
import { AdminContractBroken } from "../admin-errors.ts";
import { numberIn } from "../gid.ts";
import { parseDelivery } from "../webhooks/parse-delivery.ts";
import { type PastOrderAnswer, pastOrders } from "./answers.ts";
import type { Page } from "./pages.ts";
import { bodyWithoutShopper } from "./to-body.ts";

/** A page of these costs less than the 1,000 points that one query may. */
const pageSize = 8;

export function createPastOrders(admin: AdminClient): PastOrders {
  return {
    async since(shopDomain, at, limit) {
      const orders: PastOrder[] = [];
      const query = `processed_at:>='${formatInstant(at)}'`;
      let complete = true;
      for (let after: string | null = null; ;) {
        const first = Math.min(pageSize, limit - orders.length);
        const answer = await admin(shopDomain, "pastOrders", { first, after, query }, pastOrders);
        const page: Page<PastOrderAnswer> = answer.orders;
        orders.push(...page.nodes.map(toPastOrder));
        complete &&= page.nodes.every((order) => !order.lineItems.pageInfo.hasNextPage);
        const { hasNextPage, endCursor } = page.pageInfo;
        if (!hasNextPage || endCursor === null) return { orders, complete };
        if (orders.length >= limit) return { orders, complete: false };
        after = endCursor;
      }
    },
  };
}

const toPastOrder = (order: PastOrderAnswer): PastOrder => ({
  name: order.name,
  state: stateIn(order),
  customer: standingOf(order),
  products: productsOf(order),
});

/** By the way of a webhook's body, so that a preview prices an order as production would. */
function stateIn(order: PastOrderAnswer): OrderState {
  const { legacyResourceId: orderId, currencyCode } = order;
  const currency = readCurrency(currencyCode);
  const from = { triggeredAt: instant(Date.parse(order.updatedAt)), text: 0 };
  const parsed = currency && parseDelivery("orders/updated", bodyWithoutShopper(order), currency, from);
  if (parsed?.kind !== "fact" || parsed.fact.kind !== "order")
    throw new AdminContractBroken(`order ${orderId} cannot be read: ${JSON.stringify(parsed)}`);
  const facts = absorbOrder(noFacts(orderId), parsed.fact.body, () => "").facts;
  if (facts.newest === null) throw new AdminContractBroken(`order ${orderId} has no state`);
  return stateOf(facts, facts.newest);
}

/** Shopify counts a customer's orders for us, from 1; without a count nobody is known behind the order. */
function standingOf({ customerJourneySummary, processedAt }: PastOrderAnswer): CustomerStanding {
  const index = customerJourneySummary?.customerOrderIndex;
  if (index === null || index === undefined) return { kind: "guest" };
  return { kind: "known", index: Math.max(0, index - 1), firstProcessedAt: instant(Date.parse(processedAt)) };
}

function productsOf(order: PastOrderAnswer): Map<string, ProductFacts> {
  const products = order.lineItems.nodes.flatMap((line) => line.product ?? []);
  return new Map(
    products.map(({ id, productType, tags }) => [numberIn(id), { productType, tags, collectionIds: [] }] as const),
  );
}
