import type { LabelsByOrder, OrderLabels } from "../ports/order-labels.ts";

const longestWaitMs = 1_500;
const none: LabelsByOrder = new Map();

/**
 * How the merchant calls orders: from the bodies that are kept, and from Shopify for those whose bodies are gone.
 *
 * A name is a convenience: where Shopify does not answer in time, or refuses, the page goes without, and shows Shopify's ids.
 */
export async function labelOrders(
  { orderLabels }: { orderLabels: OrderLabels },
  shop: { id: number; domain: string },
  orderIds: readonly string[],
  which: { lines: boolean },
): Promise<LabelsByOrder> {
  const kept = await orderLabels.kept(shop.id, orderIds);
  const gone = orderIds.filter((orderId) => !kept.has(orderId));
  if (gone.length === 0) return kept;
  const asked = await inTime(orderLabels.asked(shop.domain, gone, which).catch(() => none));
  return new Map([...kept, ...asked]);
}

async function inTime(answer: Promise<LabelsByOrder>): Promise<LabelsByOrder> {
  const late = Promise.withResolvers<LabelsByOrder>();
  const timer = setTimeout(() => late.resolve(none), longestWaitMs);
  const first = await Promise.race([answer, late.promise]);
  clearTimeout(timer);
  return first;
}
