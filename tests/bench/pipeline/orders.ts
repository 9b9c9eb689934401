import { readFileSync } from "node:fs";
import path from "node:path";
import type { Delivery } from "../../../app/services/ports/inbox.ts";
import { instant } from "../../../app/domain/kernel/instant.ts";
import { randomNumbers } from "../support/bodies.ts";
import { shopDomain } from "../support/requests.ts";

export const creators = 1_000;
export const codeOf = (creator: number): string => `CREATOR${creator}`;

const published = path.join(import.meta.dirname, "../../fixtures/payloads/appjs.order.01.json");
type Json = { [key: string]: unknown };
const template = JSON.parse(readFileSync(published, "utf8")) as Json & { line_items: Json[]; refunds: Json[] };

/**
 * Deliveries of orders in the form that Shopify publishes: 5 lines each, one of 1,000 creators' codes on each, 5 % with a
 * later body that refunds a line, 10 % of the deliveries followed by one that says the same again.
 */
export function* deliveriesOf(orders: number, firstId: number, seed = 7): Generator<Delivery> {
  const random = randomNumbers(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  for (let index = 0; index < orders; index++) {
    const order = anOrder(firstId + index, { creator: below(creators), customer: below(orders), below });
    const refunded = random() < 0.05 ? [withRefund(order)] : [];
    for (const body of [order, ...refunded]) {
      yield delivery(body);
      if (random() < 0.1) yield delivery(body);
    }
  }
}

let sent = 0;

function delivery(body: Json): Delivery {
  return {
    shopDomain,
    topic: "orders/updated",
    webhookId: `bench-${Date.now()}-${sent++}`,
    eventId: null,
    triggeredAt: instant(Date.parse(String(body["updated_at"])) + 500),
    apiVersion: "2026-10",
    body: Buffer.from(JSON.stringify(body)),
  };
}

type Choice = { creator: number; customer: number; below: (limit: number) => number };
type Line = Json & { id: number; current_quantity: number };
type Order = Json & { id: number; line_items: Line[] };

const both = (amount: string) => ({
  shop_money: { amount, currency_code: "USD" },
  presentment_money: { amount, currency_code: "USD" },
});
const decimal = (minor: number): string => (minor / 100).toFixed(2);
const startAt = Date.parse("2026-11-01T00:00:00Z");

function anOrder(id: number, { creator, customer, below }: Choice): Order {
  const at = new Date(startAt + below(20 * 86_400) * 1000).toISOString();
  return {
    ...template,
    id,
    created_at: at,
    processed_at: at,
    updated_at: at,
    cancelled_at: null,
    test: false,
    financial_status: "paid",
    source_name: "web",
    email: `shopper${customer}@example.com`,
    contact_email: `shopper${customer}@example.com`,
    customer: { ...(template["customer"] as Json), id: 5_000_000 + customer, email: `shopper${customer}@example.com` },
    discount_codes: [{ code: codeOf(creator), amount: "10.00", type: "percentage" }],
    discount_applications: [{ type: "discount_code", value: "10.0", value_type: "percentage", code: codeOf(creator) }],
    note_attributes: [],
    refunds: [],
    line_items: Array.from({ length: 5 }, (_, index) => aLine(id * 10 + index, 500 + below(9_500), 1 + below(3))),
  };
}

function aLine(id: number, priceMinor: number, quantity: number): Line {
  const [price, discount, tax] = [
    decimal(priceMinor),
    decimal(Math.round(priceMinor * quantity * 0.1)),
    decimal(Math.round(priceMinor * 0.06)),
  ];
  return {
    ...template.line_items[0],
    id,
    quantity,
    current_quantity: quantity,
    price,
    price_set: both(price),
    variant_id: 39_000_000 + (id % 500),
    product_id: 632_000_000 + (id % 100),
    discount_allocations: [{ amount: discount, amount_set: both(discount), discount_application_index: 0 }],
    tax_lines: [{ price: tax, price_set: both(tax), rate: 0.06, title: "State Tax" }],
  };
}

/** A day later one unit of the first line comes back. */
function withRefund(order: Order): Order {
  const [line, ...rest] = order.line_items;
  if (!line) return order;
  const at = new Date(Date.parse(String(order["updated_at"])) + 86_400_000).toISOString();
  const refund = {
    ...template.refunds[0],
    id: order.id + 1,
    created_at: at,
    processed_at: at,
    order_adjustments: [],
    transactions: [
      { id: order.id + 2, kind: "refund", status: "success", amount: String(line["price"]), currency: "USD" },
    ],
    refund_line_items: [
      { id: order.id + 3, line_item_id: line.id, quantity: 1, restock_type: "return", line_item: line },
    ],
  };
  const left = { ...line, current_quantity: line.current_quantity - 1 };
  return {
    ...order,
    updated_at: at,
    financial_status: "partially_refunded",
    refunds: [refund],
    line_items: [left, ...rest],
  };
}
