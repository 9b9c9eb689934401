/** Every document of the app is sent to the sandbox: what it selects must be implemented there, and answered. */
import { Kind, parse, print, type OperationDefinitionNode } from "graphql";
import { expect, test } from "vitest";
import { documents } from "#app/adapters/shopify/documents.ts";
import { dataOf, testApi, type TestApi } from "../../sandbox/src/admin-api/testing.ts";

const entries = Object.entries<string>(documents);

function operationOf(text: string): OperationDefinitionNode {
  const operation = parse(text).definitions.find((d) => d.kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error("The document has no operation");
  return operation;
}

interface Added {
  discountRedeemCodeBulkAdd: { bulkCreation: { id: string } };
}

const first = (kind: string, ids: Iterable<number>): string => `gid://shopify/${kind}/${[...ids][0]}`;

/** Ids that exist, by what the document's first field is about: the first pattern that fits. */
function idFor(api: TestApi, root: string): string | null {
  const { shop } = api;
  const discount = first("DiscountCodeNode", shop.discounts.keys());
  if (/bulkCreation/i.test(root)) {
    const add = `mutation { discountRedeemCodeBulkAdd(discountId: "${discount}", codes: [{ code: "SAMPLE" }]) { bulkCreation { id } } }`;
    const { bulkCreation } = dataOf<Added>(api.ask(add)).discountRedeemCodeBulkAdd;
    api.wait(api.world.latency.redeemCodesMs);
    return bulkCreation.id;
  }
  if (root === "webPixelUpdate") {
    const create = `mutation { webPixelCreate(webPixel: { settings: "{}" }) { webPixel { id } } }`;
    return dataOf<{ webPixelCreate: { webPixel: { id: string } } }>(api.ask(create)).webPixelCreate.webPixel.id;
  }
  if (root === "bulkOperation") return "gid://shopify/BulkOperation/1";
  if (/discount|redeemCode/i.test(root)) return discount;
  if (/^(order|refund|tags)/.test(root)) {
    const told = [...shop.orders.values()].find((order) => order.refunds.length > 0 && order.codes.length > 0);
    return told ? `gid://shopify/Order/${told.id}` : null;
  }
  if (/^(product$|products|node)/.test(root)) return first("Product", shop.products.keys());
  if (root.startsWith("productVariant"))
    return first(
      "ProductVariant",
      [...shop.products.values()].map((p) => p.variants[0]?.id ?? 0),
    );
  return root.startsWith("customer") ? first("Customer", shop.customers.keys()) : null;
}

/** A value that a variable may have, by its type; undefined: nobody has said yet. */
function sample(api: TestApi, root: string, name: string, type: string): unknown {
  switch (type.replaceAll("!", "")) {
    case "Int":
      return 2;
    case "Boolean":
      return true;
    case "String":
      if (root === "bulkOperationRunQuery") return "{ orders { edges { node { id } } } }";
      return name === "code" ? "welcome10" : name === "key" ? "sample-key" : null;
    case "ID":
      return idFor(api, root) ?? undefined;
    case "[ID]":
      return [idFor(api, root) ?? undefined];
    case "[String]":
      return ["sample"];
    case "DiscountCodeBasicInput":
      return {
        title: "Sample",
        startsAt: "2026-11-01T00:00:00Z",
        context: { all: "ALL" },
        customerGets: { value: { percentage: 0.1 }, items: { all: true } },
        ...(/Create/.test(root) && { code: "SAMPLE10" }),
      };
    case "[DiscountRedeemCodeInput]":
      return [{ code: "SAMPLE20" }];
    case "WebPixelInput":
      return { settings: "{}" };
    default:
      return undefined;
  }
}

test.each(entries)("the sandbox answers %s in full", (name, text) => {
  const api = testApi({ orders: 40 });
  const operation = operationOf(text);
  const [field] = operation.selectionSet.selections;
  const root = field?.kind === Kind.FIELD ? field.name.value : "";
  const variables = Object.fromEntries(
    (operation.variableDefinitions ?? []).map((definition) => {
      const variable = definition.variable.name.value;
      const type = print(definition.type);
      const value = sample(api, root, variable, type);
      if (value === undefined)
        throw new Error(`${name}: say in this test what $${variable}: ${type} of ${root} may be`);
      return [variable, value];
    }),
  );
  const reply = api.ask(text, variables);
  expect(reply.errors ?? []).toEqual([]);
  expect(userErrorsIn(reply.data)).toEqual([]);
});

function userErrorsIn(value: unknown): unknown[] {
  if (value === null || typeof value !== "object") return [];
  if (Array.isArray(value)) return value.flatMap(userErrorsIn);
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "userErrors" ? (inner as unknown[]) : userErrorsIn(inner),
  );
}
