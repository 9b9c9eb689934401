import { expect, test } from "vitest";
import { publishedOrder } from "./published-order.ts";

test("is Shopify's own unless something is adapted", () => {
  expect(publishedOrder()).toMatchObject({
    id: 450789469,
    total_price: "598.94",
    discount_codes: [{ code: "TENOFF", amount: "10.00" }],
  });
});

test("takes another code, another time, other fields", () => {
  const at = new Date("2026-11-20T15:00:00Z");
  const order = publishedOrder({ code: "MAYA10", at, fields: { financial_status: "paid" } });
  expect(order).toMatchObject({
    discount_codes: [{ code: "MAYA10" }],
    discount_applications: [{ code: "MAYA10" }],
    processed_at: at.toISOString(),
    cancelled_at: null,
    refunds: [{ created_at: at.toISOString() }],
    financial_status: "paid",
  });
});
