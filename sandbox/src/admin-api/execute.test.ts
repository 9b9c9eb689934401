import { expect, test } from "vitest";
import { SECOND_DOMAIN } from "../state/seed.ts";
import { dataOf, testApi } from "./testing.ts";

test("answers about the shop, with the cost of the query", () => {
  const { ask } = testApi();
  expect(ask("{ shop { name currencyCode plan { publicDisplayName shopifyPlus } } }")).toEqual({
    data: {
      shop: { name: "Demo Store", currencyCode: "USD", plan: { publicDisplayName: "Basic", shopifyPlus: false } },
    },
    extensions: {
      cost: {
        requestedQueryCost: 2,
        actualQueryCost: 2,
        throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 1998, restoreRate: 100 },
      },
    },
  });
});

test.each([
  {
    query: "{ shop { nmae } }",
    code: "undefinedField",
    message: "Field 'nmae' doesn't exist on type 'Shop'",
    path: ["query", "shop", "nmae"],
  },
  {
    query: "query Q { shop(id: 1) { name } }",
    code: "argumentNotAccepted",
    message: "Field 'shop' doesn't accept argument 'id'",
    path: ["query Q", "shop"],
  },
  {
    query: "{ order { id } }",
    code: "missingRequiredArguments",
    message: "Field 'order' is missing required arguments: id",
    path: ["query", "order"],
  },
  {
    query: "{ shop }",
    code: "selectionMismatch",
    message:
      "Field must have selections (field 'shop' returns Shop! but has no selections. Did you mean 'shop { ... }'?)",
    path: ["query", "shop"],
  },
  {
    query: "query Q($a: Int) { shop { name } }",
    code: "variableNotUsed",
    message: "Variable $a is declared by Q but not used",
    path: ["query Q"],
  },
  {
    query: "query Q { order(id: $id) { id } }",
    code: "variableNotDefined",
    message: "Variable $id is used by Q but not declared",
    path: ["query Q", "order"],
  },
  {
    query: 'mutation { discountCodeActivate(ID: "1") { userErrors { message } } }',
    code: "argumentNotAccepted",
    message: "Field 'discountCodeActivate' doesn't accept argument 'ID'",
    path: ["mutation", "discountCodeActivate"],
  },
])("refuses by the schema: $query", ({ query, code, message, path }) => {
  const { data, errors } = testApi().ask(query);
  expect(data).toBeUndefined();
  expect(errors).toContainEqual(
    expect.objectContaining({ message, path, extensions: expect.objectContaining({ code }) }),
  );
});

test("refuses what does not parse, an unknown operation, and wrong variables", () => {
  const { ask } = testApi();
  expect(ask("{ shop { name").errors?.[0]?.message).toMatch(/^syntax error, /);
  expect(ask("query A { shop { name } } query B { shop { name } }").errors?.[0]?.message).toBe(
    "An operation name is required",
  );
  const update =
    "mutation M($d: DiscountCodeBasicInput!) { discountCodeBasicCreate(basicCodeDiscount: $d) { userErrors { message } } }";
  const { errors } = ask(update, { d: { titel: "x" } });
  expect(errors?.[0]).toMatchObject({
    message: expect.stringMatching(/^Variable \$d was provided invalid value.*"titel" is not defined/),
    extensions: { code: "INVALID_VARIABLE" },
  });
});

test("a missing scope is ACCESS_DENIED at its field, and the rest is answered", () => {
  const { ask } = testApi({ scopes: ["read_orders"], orders: 3 });
  const reply = ask("{ orders(first: 1) { nodes { name customer { id } } } }");
  expect(reply.data).toEqual({ orders: { nodes: [{ name: "#1001", customer: null }] } });
  expect(reply.errors).toEqual([
    {
      message: "Access denied for customer field. Required access: `read_customers` access scope.",
      locations: [{ line: 1, column: 35 }],
      path: ["orders", "nodes", 0, "customer"],
      extensions: {
        code: "ACCESS_DENIED",
        documentation: "https://shopify.dev/api/usage/access-scopes",
        requiredAccess: "`read_customers` access scope.",
      },
    },
  ]);
});

test.each([
  { field: "discountNodes", query: "{ discountNodes(first: 1) { nodes { id } } }" },
  {
    field: "webPixelCreate",
    query: 'mutation { webPixelCreate(webPixel: { settings: "{}" }) { userErrors { message } } }',
  },
  { field: "node", query: 'query { node(id: "gid://shopify/Order/5600000032769") { id } }' },
])("$field without its scope changes and tells nothing", ({ field, query }) => {
  const { ask, app } = testApi({ scopes: ["read_products"], orders: 1 });
  const reply = ask(query);
  expect(reply.data === null || Object.values(reply.data as object).every((v) => v === null)).toBe(true);
  expect(reply.errors?.[0]?.message).toMatch(new RegExp(`^Access denied for ${field} field`));
  expect(app.webPixel).toBeNull();
});

test("a write scope includes reading", () => {
  const { ask } = testApi({ scopes: ["write_discounts"] });
  const reply = ask('{ codeDiscountNodeByCode(code: "june15") { id } }');
  expect(dataOf<{ codeDiscountNodeByCode: unknown }>(reply).codeDiscountNodeByCode).not.toBeNull();
});

test("a valid field that is not implemented is an error that names it, never null", () => {
  const reply = testApi().ask("{ shop { alerts { action { title } } } }");
  expect(reply.errors?.[0]).toMatchObject({
    message: expect.stringContaining("Shop.alerts"),
    path: ["shop", "alerts"],
    extensions: { code: "SANDBOX_NOT_IMPLEMENTED" },
  });
});

test("an empty bucket throttles, and fills again with the machine's time at the plan's rate", () => {
  const { ask, wait, app, world } = testApi();
  const query = "{ shop { name } }";
  app.bucket = { available: 0.5, at: world.clock.machine() };
  const refused = ask(query);
  expect(refused).toEqual({
    errors: [
      {
        message: "Throttled",
        extensions: { code: "THROTTLED", documentation: "https://shopify.dev/api/usage/rate-limits" },
      },
    ],
    extensions: {
      cost: {
        requestedQueryCost: 1,
        actualQueryCost: null,
        throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 0, restoreRate: 100 },
      },
    },
  });
  world.clock.move(86_400_000);
  expect(ask(query).errors?.[0]?.message).toBe("Throttled");
  wait(10);
  const served = ask(query);
  expect(served.data).toEqual({ shop: { name: "Demo Store" } });
  expect(served.extensions?.cost.throttleStatus.currentlyAvailable).toBe(0);
  wait(3_600_000);
  expect(ask(query).extensions?.cost.throttleStatus.currentlyAvailable).toBe(1999);
});

test("the plan decides the rate, and shops have buckets of their own", () => {
  const advanced = testApi({ domain: SECOND_DOMAIN }).ask("{ shop { name } }");
  expect(advanced.extensions?.cost.throttleStatus).toMatchObject({ maximumAvailable: 4000, restoreRate: 200 });
});

test("a query above 1,000 points is refused whatever the bucket holds", () => {
  const lines = "lineItems(first: 250) { nodes { id taxLines { title } product { id } variant { id } } }";
  const reply = testApi().ask(`{ orders(first: 250) { nodes { ${lines} a: ${lines} b: ${lines} } } }`);
  expect(reply.data).toBeUndefined();
  expect(reply.errors?.[0]).toMatchObject({
    message: expect.stringContaining("exceeds the single query max cost limit (1000)"),
    extensions: { code: "MAX_COST_EXCEEDED", maxCost: 1000 },
  });
});

test.each([
  { page: "", says: "you must provide one of first or last" },
  { page: "(first: 251)", says: "first and last must be between 1 and 250" },
  { page: "(first: 1, last: 1)", says: "providing both `first` and `last` is not supported" },
  { page: '(first: 1, after: "nonsense")', says: "Invalid cursor for current pagination sort: nonsense" },
])("pages: products$page", ({ page, says }) => {
  expect(testApi().ask(`{ products${page} { nodes { id } } }`).errors?.[0]?.message).toBe(says);
});

test("a resource of another shop does not exist here", () => {
  const { ask, world } = testApi();
  const [foreign] = world.shop(SECOND_DOMAIN).products.keys();
  expect(dataOf(ask(`{ product(id: "gid://shopify/Product/${foreign}") { id } }`))).toEqual({ product: null });
});
