import { expect, test } from "vitest";
import { orderNamedIn } from "./order-named-in.ts";

test.each([
  { why: "an order", topic: "orders/updated", body: '{"id":450789469,"currency":"EUR"}', order: "450789469" },
  { why: "an order whose id is text", topic: "orders/create", body: '{"id":"450789469"}', order: "450789469" },
  { why: "a refund", topic: "refunds/create", body: '{"id":1,"order_id":450789469}', order: "450789469" },
  { why: "a dispute", topic: "disputes/update", body: '{"id":1,"order_id":450789469}', order: "450789469" },
  { why: "a dispute of a payment alone", topic: "disputes/update", body: '{"id":1,"order_id":null}', order: null },
  { why: "an edit", topic: "orders/edited", body: '{"order_edit":{"id":1,"order_id":7}}', order: "7" },
  { why: "an id that is none", topic: "orders/create", body: '{"id":"gid://shopify/Order/1"}', order: null },
  { why: "no JSON", topic: "orders/create", body: "{", order: null },
  { why: "nothing left", topic: "orders/create", body: "", order: null },
  { why: "a list", topic: "orders/create", body: "[1]", order: null },
])("$why: $order", ({ topic, body, order }) => expect(orderNamedIn(topic, Buffer.from(body))).toBe(order));
