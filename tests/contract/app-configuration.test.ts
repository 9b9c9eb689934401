import path from "node:path";
import { expect, test } from "vitest";
import { grantedScopes } from "../../sandbox/src/admin-api/access.ts";
import { adminSchema } from "../../sandbox/src/admin-api/schema.ts";
import { readAppConfig } from "../../sandbox/src/oauth/app-config.ts";

const config = readAppConfig(path.join(import.meta.dirname, "../../shopify.app.toml"));
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
