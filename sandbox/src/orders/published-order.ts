import { readFileSync } from "node:fs";

interface PublishedOrder extends Record<string, unknown> {
  id: number;
  discount_codes: { code: string; amount: string; type: string }[];
  discount_applications: { code?: string }[];
}

export interface Adaption {
  /** Replaces the published code TENOFF. */
  readonly code?: string;
  /** The order, its customer and its refund happen now instead of years ago. */
  readonly at?: Date;
  /** Anything else of the body. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/**
 * Shopify's own published order: 597.00 USD of three lines, 10.00 off with a code, two lines refunded since.
 * Its oddities (taxes that do not fit its rates, `current_quantity` 0 of a refunded line) are kept.
 */
export function publishedOrder({ code, at, fields = {} }: Adaption = {}): PublishedOrder {
  const text = readFileSync(new URL("./published-order.json", import.meta.url), "utf8");
  const order = JSON.parse(text, (key, value: unknown) =>
    at && key.endsWith("_at") && value !== null ? at.toISOString() : value,
  ) as PublishedOrder;
  if (code !== undefined) {
    order.discount_codes = order.discount_codes.map((it) => ({ ...it, code }));
    order.discount_applications = order.discount_applications.map((it) => ({ ...it, code }));
  }
  return { ...order, ...fields };
}
