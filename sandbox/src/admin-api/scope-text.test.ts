import { expect, test } from "vitest";
import { parseRequirement, topicScopes } from "./scope-text.ts";

test.each([
  { text: "`read_orders` access scope.", scopes: ["read_orders"], needs: [["read_orders"]] },
  {
    text: "`read_orders` access scope, `read_marketplace_orders` access scope or `read_quick_sale` access scope.",
    scopes: ["read_orders", "read_marketplace_orders", "read_quick_sale"],
    needs: [["read_orders", "read_marketplace_orders", "read_quick_sale"]],
  },
  {
    text: "`write_customers` access scope. Also: Requires `write_customer_payment_methods` scope.",
    scopes: ["write_customers", "write_customer_payment_methods"],
    needs: [["write_customers"], ["write_customer_payment_methods"]],
  },
  {
    text: "`write_products` access scope as well as any of `a_scope`, `b_scope` access scopes. Also: The user must have `manage_orders` permissions.",
    scopes: ["write_products", "a_scope", "b_scope"],
    needs: [["write_products"], ["a_scope", "b_scope"]],
  },
  {
    text: "`write_order_edits` access scope. Also: your app needs to request the `write_order_edits` access scope.",
    scopes: ["write_order_edits"],
    needs: [["write_order_edits"]],
  },
  {
    text: "`write_orders` access scope. Also: The app must have the `write_overrides` access scope to assign events to another staff member.",
    scopes: ["write_orders", "write_overrides"],
    needs: [["write_orders"]],
  },
  { text: "Ask support.", scopes: ["read_reports"], needs: [["read_reports"]] },
])("$text", ({ text, scopes, needs }) => expect(parseRequirement(text, scopes)).toEqual(needs));

test.each([
  {
    text: "Occurs whenever a dispute is\ncreated. Requires the `read_shopify_payments_disputes` scope.",
    scopes: ["read_shopify_payments_disputes"],
  },
  {
    text: "Occurs when it is success. Requires at least one\nof the following scopes: read_orders, read_marketplace_orders.",
    scopes: ["read_orders", "read_marketplace_orders"],
  },
  { text: "Occurs whenever a shop has uninstalled the app.", scopes: [] },
])("topic: $text", ({ text, scopes }) => expect(topicScopes(text)).toEqual(scopes));
