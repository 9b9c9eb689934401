import type { Delivery } from "#app/services/replay/replay.ts";

/** Deliveries as Shopify sends them, for tests: with what matters said and the rest plain. */

type Doc = Record<string, unknown>;

/** A line of one unit at 10.00, with a tenth off by the code of its order's first discount application. */
export function aLineBody(change: Doc = {}): Doc {
  return {
    id: 11,
    variant_id: 21,
    product_id: 31,
    sku: "MUG",
    vendor: "Acme",
    quantity: 1,
    current_quantity: change["quantity"] ?? 1,
    price: "10.00",
    total_discount: "0.00",
    gift_card: false,
    discount_allocations: [],
    tax_lines: [],
    ...change,
  };
}

/** A paid web order of a guest with the code MAYA10, worth 10.00. */
export function anOrderBody(change: Doc = {}): Doc {
  return {
    id: 1001,
    currency: "USD",
    taxes_included: false,
    test: false,
    created_at: "2026-11-20T10:00:00Z",
    processed_at: "2026-11-20T10:00:00Z",
    updated_at: "2026-11-20T10:00:00Z",
    cancelled_at: null,
    financial_status: "paid",
    customer: null,
    discount_codes: [{ code: "MAYA10" }],
    discount_applications: [{ type: "discount_code", code: "MAYA10" }],
    note_attributes: [],
    landing_site: "/",
    source_name: "web",
    tags: "",
    line_items: [aLineBody()],
    refunds: [],
    ...change,
  };
}

let deliveries = 0;

/** A delivery of its own webhook id, triggered when its body was updated. */
export function aDelivery(topic: string, body: Doc, change: Partial<Delivery> = {}): Delivery {
  deliveries += 1;
  const triggeredAt = body["updated_at"] ?? body["created_at"] ?? "2026-11-20T10:00:00Z";
  return {
    topic,
    shop: "demo.myshopify.com",
    webhookId: `webhook-${deliveries}`,
    triggeredAt: String(triggeredAt),
    body,
    ...change,
  };
}

/** 10 % for maya (MAYA10, her link tokmaya) and ben (BEN). */
export function anOfferDocument(rule: Doc = { percent: { bps: 1000 } }, change: Doc = {}): Doc {
  return {
    currency: "USD",
    rule,
    partnerships: [
      { creator: "maya", codes: ["MAYA10"], links: ["tokmaya"] },
      { creator: "ben", codes: ["BEN"], links: ["tokben"] },
    ],
    ...change,
  };
}
