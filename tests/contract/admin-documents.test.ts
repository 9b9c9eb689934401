import path from "node:path";
import { NoDeprecatedCustomRule, parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import { documents } from "#app/adapters/shopify/documents.ts";
import { allows, grantedScopes } from "../../sandbox/src/admin-api/access.ts";
import { documentNeeds } from "../../sandbox/src/admin-api/document-scopes.ts";
import { adminSchema, API_VERSION } from "../../sandbox/src/admin-api/schema.ts";
import { readAppConfig } from "../../sandbox/src/oauth/app-config.ts";

const config = readAppConfig(path.join(import.meta.dirname, "../../shopify.app.toml"));
const required = grantedScopes(config.scopes);
const withOptional = grantedScopes([...config.scopes, ...config.optionalScopes]);

/**
 * Documents that may only be sent to a shop that granted optional scopes. Whoever adds one here makes sure that the
 * app asks for the scope first and does without it where it is refused.
 */
const FOR_OPTIONAL_SCOPES: ReadonlySet<string> = new Set<string>(["wholeOrderAndCustomer", "disputes"]);

const entries = Object.entries<string>(documents);
const missing = (text: string, granted: ReadonlySet<string>): string[] =>
  documentNeeds(adminSchema(), parse(text))
    .filter(({ rule }) => !allows(rule, granted))
    .map(({ field, rule }) => `${field} needs ${rule.text}`);

test("there are documents to check, and the app's API version is the schema's", () => {
  expect(entries.length).toBeGreaterThan(0);
  expect(config.apiVersion).toBe(API_VERSION);
});

describe.each(entries)("%s", (name, text) => {
  test("is valid by Shopify's schema and uses nothing deprecated", () => {
    const { schema } = adminSchema();
    expect(validate(schema, parse(text)).map(String)).toEqual([]);
    expect(validate(schema, parse(text), [NoDeprecatedCustomRule]).map(String)).toEqual([]);
  });

  test("needs no scope that shopify.app.toml does not declare", () => {
    expect(missing(text, FOR_OPTIONAL_SCOPES.has(name) ? withOptional : required)).toEqual([]);
  });
});

test("the check itself finds what is wrong", () => {
  const { schema } = adminSchema();
  expect(validate(schema, parse("{ shop { nope } }"))).toHaveLength(1);
  expect(missing("{ orders(first: 1) { nodes { customer { id } } } }", required)).toEqual([
    "Order.customer needs `read_customers` access scope.",
  ]);
  expect(missing("mutation { refundCreate(input: { orderId: 1 }) { userErrors { message } } }", required)).toEqual([
    "Mutation.refundCreate needs `write_orders` access scope.",
  ]);
  expect(missing('{ node(id: "1") { ... on WebhookSubscription { id } ... on Customer { id } } }', required)).toEqual([
    "... on Customer needs `read_customers` access scope.",
  ]);
});
