import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { z } from "zod";
import { grantedScopes } from "../../sandbox/src/admin-api/access.ts";
import { adminSchema } from "../../sandbox/src/admin-api/schema.ts";
import { readAppConfig } from "../../sandbox/src/oauth/app-config.ts";

const file = path.join(import.meta.dirname, "../../shopify.app.toml");
const config = readAppConfig(file);
const declared = grantedScopes([...config.scopes, ...config.optionalScopes]);
/** Not in the schema: only the configuration can subscribe to these, and an app of the App Store must. */
const COMPLIANCE = ["customers/data_request", "customers/redact", "shop/redact"];
const topics = config.subscriptions.map(({ topic }) => topic);

test("the compliance topics are subscribed to, and no topic twice", () => {
  expect(topics).toEqual(expect.arrayContaining(COMPLIANCE));
  expect(topics.toSorted()).toEqual([...new Set(topics)].toSorted());
});

test("every topic is one of Shopify's", () => {
  const unknown = topics.filter((topic) => !COMPLIANCE.includes(topic) && !(topic in adminSchema().topics));
  expect(unknown).toEqual([]);
});

test("every topic's scope is declared, at least as an optional one", () => {
  const undeclared = topics.filter((topic) => {
    const needs = adminSchema().topics[topic] ?? [];
    return needs.length > 0 && !needs.some((scope) => declared.has(scope));
  });
  expect(undeclared).toEqual([]);
});

test("every declared scope is one that Shopify knows", () => {
  const { scopes } = adminSchema();
  const known = new Set(Object.values(scopes).flatMap(({ needs }) => needs.flat()));
  // These two open data and events, not fields.
  const without = new Set(["read_all_orders", "read_customer_events"]);
  const unknown = [...config.scopes, ...config.optionalScopes].filter(
    (scope) => !known.has(scope) && !without.has(scope),
  );
  expect(unknown).toEqual([]);
});

/** The documented keys of https://shopify.dev/docs/apps/build/metafields/definitions#toml-reference that we use. */
const orderDefinition = z.strictObject({
  type: z.literal("single_line_text_field"),
  name: z.string().min(1),
  description: z.string().min(1),
  access: z.strictObject({ admin: z.enum(["merchant_read", "merchant_read_write"]) }),
  capabilities: z.strictObject({ cart_to_order_copyable: z.literal(true) }),
});
const definitions = z.object({
  order: z.strictObject({ metafields: z.strictObject({ app: z.record(z.string().max(64), orderDefinition) }) }),
});

test("what checkout leaves on the cart is copied to the order, and the merchant reads it there", () => {
  const toml = parse(readFileSync(file, "utf8"));
  expect(definitions.safeParse(toml).error?.issues ?? []).toEqual([]);
  const source = readFileSync(path.join(path.dirname(file), "extensions/checkout/src/evidence.ts"), "utf8");
  const written = /METAFIELD = \{ namespace: "\$app", key: "(\w+)" \}/.exec(source)?.[1];
  expect(Object.keys(definitions.parse(toml).order.metafields.app)).toEqual([written]);
});

test("a key that Shopify does not document is found", () => {
  const toml = parse(readFileSync(file, "utf8").replace("cart_to_order_copyable", "cart_to_order_copied"));
  expect(definitions.safeParse(toml).success).toBe(false);
});
