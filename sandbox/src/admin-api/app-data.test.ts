import { expect, test } from "vitest";
import { dataOf, testApi } from "./testing.ts";

test("the installation tells its scopes, reading included in writing", () => {
  const { ask } = testApi({ scopes: ["read_orders", "write_discounts"] });
  expect(dataOf(ask("{ currentAppInstallation { app { title } accessScopes { handle } } }"))).toEqual({
    currentAppInstallation: {
      app: { title: "Fairshare" },
      accessScopes: [{ handle: "read_discounts" }, { handle: "read_orders" }, { handle: "write_discounts" }],
    },
  });
});

test("optional scopes are given back and gone at once, required ones stay", () => {
  const { ask, app, world } = testApi({ scopes: ["read_orders"] });
  app.scopes = ["read_orders", "read_customers"];
  const told: string[] = [];
  world.onEvent((_, event) => told.push(event.topic));
  const revoke = (scope: string): unknown =>
    dataOf(ask(`mutation { appRevokeAccessScopes(scopes: ["${scope}"]) { revoked { handle } userErrors { code } } }`));
  expect(revoke("read_orders")).toEqual({
    appRevokeAccessScopes: { revoked: null, userErrors: [{ code: "CANNOT_REVOKE_REQUIRED_SCOPES" }] },
  });
  expect(revoke("read_customers")).toEqual({
    appRevokeAccessScopes: { revoked: [{ handle: "read_customers" }], userErrors: [] },
  });
  expect(told).toEqual(["app/scopes_update"]);
  const scopes = ask(
    "{ app { requestedAccessScopes { handle } optionalAccessScopes { handle } installation { accessScopes { handle } } } }",
  );
  expect(dataOf(scopes)).toEqual({
    app: {
      requestedAccessScopes: [{ handle: "read_orders" }],
      optionalAccessScopes: [],
      installation: { accessScopes: [{ handle: "read_orders" }] },
    },
  });
});

const SET = `mutation Set($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) {
  metafields { namespace key value type } userErrors { field message code } } }`;

test("metafields are set together or not at all, and $app is the app's own namespace", () => {
  const { ask, shop } = testApi();
  const ownerId = `gid://shopify/Shop/${shop.id}`;
  const good = { ownerId, namespace: "$app", key: "embed", type: "boolean", value: "true" };
  expect(dataOf(ask(SET, { m: [good, { ...good, key: "n", type: "number_integer", value: "x" }] }))).toMatchObject({
    metafieldsSet: { metafields: null, userErrors: [{ field: ["metafields", "1", "value"], code: "INVALID_VALUE" }] },
  });
  expect(shop.metafields).toEqual([]);
  expect(dataOf(ask(SET, { m: [good] }))).toEqual({
    metafieldsSet: {
      metafields: [{ namespace: "app--2", key: "embed", value: "true", type: "boolean" }],
      userErrors: [],
    },
  });
  const read = ask('{ shop { metafield(namespace: "$app", key: "embed") { value jsonValue } } }');
  expect(dataOf(read)).toEqual({ shop: { metafield: { value: "true", jsonValue: true } } });
});

test("writing on an order needs write_orders", () => {
  const { ask, shop } = testApi({ scopes: ["read_orders"], orders: 1 });
  const [id] = shop.orders.keys();
  const m = [{ ownerId: `gid://shopify/Order/${id}`, namespace: "n", key: "k", type: "boolean", value: "true" }];
  expect(ask(SET, { m }).errors?.[0]?.extensions).toMatchObject({ code: "ACCESS_DENIED" });
});

test("a definition is made once, and can say that a cart's metafield is copied to the order", () => {
  const { ask, shop } = testApi();
  const create = `mutation { metafieldDefinitionCreate(definition: { name: "Creator", namespace: "$app", key: "creator",
    type: "single_line_text_field", ownerType: ORDER, capabilities: { cartToOrderCopyable: { enabled: true } } }) {
    createdDefinition { key capabilities { cartToOrderCopyable { enabled } } } userErrors { code } } }`;
  expect(dataOf(ask(create))).toMatchObject({
    metafieldDefinitionCreate: { createdDefinition: { capabilities: { cartToOrderCopyable: { enabled: true } } } },
  });
  expect(dataOf(ask(create))).toMatchObject({ metafieldDefinitionCreate: { userErrors: [{ code: "TAKEN" }] } });
  expect(shop.metafieldDefinitions).toHaveLength(1);
});

test("an app has one pixel in a shop, and updates it", () => {
  const { ask } = testApi();
  const create =
    'mutation { webPixelCreate(webPixel: { settings: "{\\"a\\":1}" }) { webPixel { id settings } userErrors { code } } }';
  const made = dataOf<{ webPixelCreate: { webPixel: { id: string } } }>(ask(create)).webPixelCreate.webPixel;
  expect(dataOf(ask(create))).toMatchObject({ webPixelCreate: { webPixel: null, userErrors: [{ code: "TAKEN" }] } });
  const update = `mutation { webPixelUpdate(id: "${made.id}", webPixel: { settings: "{\\"a\\":2}" }) { userErrors { code } } }`;
  dataOf(ask(update));
  expect(dataOf(ask("{ webPixel { settings } }"))).toEqual({ webPixel: { settings: '{"a":2}' } });
});

test("webhook subscriptions are listed by topic, with the app's whole URL", () => {
  const api = testApi();
  for (const [id, topic] of (["orders/create", "refunds/create"] as const).entries())
    api.app.subscriptions.push({
      id: id + 1,
      topic,
      uri: "/webhooks",
      includeFields: [],
      filter: null,
      metafieldNamespaces: [],
      createdAt: api.world.now(),
    });
  expect(
    dataOf(api.ask("{ webhookSubscriptions(first: 5, topics: [REFUNDS_CREATE]) { nodes { topic uri } } }")),
  ).toEqual({
    webhookSubscriptions: { nodes: [{ topic: "REFUNDS_CREATE", uri: "https://app.example/webhooks" }] },
  });
});
