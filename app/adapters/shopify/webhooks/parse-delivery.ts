import type { Currency } from "#app/domain/money/currency.ts";
import type { OrderFact, ParsedDelivery } from "#app/services/ports/deliveries.ts";
import type { Trigger } from "#app/domain/order/rank.ts";
import { parseOrderShape } from "./parse-order.ts";
import { parseRefund } from "./parse-refund.ts";
import { BodyReader, UnreadableBody, shaped } from "./reader.ts";
import { disputeShape, orderShape, refundShape } from "./shapes.ts";

const ORDER_TOPICS = new Set(["orders/create", "orders/updated", "orders/paid", "orders/cancelled"]);
const CHARGEBACK_TOPICS = new Set(["disputes/create", "disputes/update"]);

/** Topics whose bodies say something about an order's money. */
export const isMoneyTopic = (topic: string): boolean =>
  ORDER_TOPICS.has(topic) || CHARGEBACK_TOPICS.has(topic) || topic === "refunds/create";

/**
 * A webhook's body in the domain's words; `invalid` names the field and the remedy, `ignored` is a topic that says
 * nothing about money.
 *
 * @param currency the shop's
 */
export function parseDelivery(topic: string, body: unknown, currency: Currency, from: Trigger): ParsedDelivery {
  if (!isMoneyTopic(topic)) return { kind: "ignored" };
  const read = new BodyReader(currency);
  try {
    const fact = factOf(topic, body, read, from);
    return fact === null ? { kind: "ignored" } : { kind: "fact", fact, rounded: read.rounded };
  } catch (error) {
    if (error instanceof UnreadableBody) return { kind: "invalid", field: error.field, why: error.why };
    throw error;
  }
}

function factOf(topic: string, body: unknown, read: BodyReader, from: Trigger): OrderFact | null {
  if (ORDER_TOPICS.has(topic)) {
    const shape = shaped(orderShape, body);
    const currency = read.currencyOf("currency", shape.currency);
    if (currency !== read.currency)
      throw new UnreadableBody("currency", `is ${currency}, but the shop's currency is ${read.currency}`);
    const parsed = parseOrderShape(shape, read, from);
    return { kind: "order", orderId: shape.id, body: parsed, updatedAt: read.instant("updated_at", shape.updated_at) };
  }
  if (topic === "refunds/create") {
    const shape = shaped(refundShape, body);
    if (!shape.order_id) throw new UnreadableBody("order_id", "is missing; a refund names its order");
    return { kind: "refund", orderId: shape.order_id, refund: parseRefund(shape, read, "") };
  }
  const shape = shaped(disputeShape, body);
  if (!shape.order_id) return null;
  const currency = read.currencyOf("currency", shape.currency);
  return {
    kind: "chargeback",
    orderId: shape.order_id,
    chargeback: {
      id: shape.id,
      type: shape.type ?? "",
      status: shape.status ?? "",
      amountMinor: read.amount("amount", shape.amount ?? "0", currency),
      currency,
    },
  };
}
