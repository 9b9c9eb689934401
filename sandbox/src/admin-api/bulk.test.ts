import { expect, test } from "vitest";
import { dataOf, testApi, type TestApi } from "./testing.ts";

const RUN = `mutation Run($q: String!) { bulkOperationRunQuery(query: $q) {
  bulkOperation { id status } userErrors { field message code } } }`;
const POLL = `query Poll($id: ID!) { bulkOperation(id: $id) {
  status errorCode objectCount rootObjectCount fileSize url completedAt } }`;
const ORDERS = `{ orders(query: "status:any") { edges { node { id name totalPriceSet { shopMoney { amount } }
  lineItems { edges { node { id quantity } } } } } } }`;

interface Run {
  bulkOperationRunQuery: {
    bulkOperation: { id: string } | null;
    userErrors: { message: string; code: string | null }[];
  };
}
interface Polled {
  bulkOperation: Record<string, string | null>;
}

const start = (api: TestApi, q: string): Run["bulkOperationRunQuery"] =>
  dataOf<Run>(api.ask(RUN, { q })).bulkOperationRunQuery;

test("a query runs in the background and leaves a line an object, children by their parent's id", () => {
  const api = testApi({ orders: 12 });
  const { bulkOperation } = start(api, ORDERS);
  const id = bulkOperation?.id;
  expect(dataOf<Polled>(api.ask(POLL, { id })).bulkOperation).toMatchObject({ status: "CREATED", url: null });
  api.wait(1);
  expect(dataOf<Polled>(api.ask(POLL, { id })).bulkOperation).toMatchObject({ status: "RUNNING", completedAt: null });
  api.wait(api.world.latency.bulkOperationMs);
  const done = dataOf<Polled>(api.ask(POLL, { id })).bulkOperation;
  const orders = [...api.shop.orders.values()];
  const lines = orders.flatMap((o) => o.lines);
  expect(done).toMatchObject({
    status: "COMPLETED",
    errorCode: null,
    rootObjectCount: String(orders.length),
    objectCount: String(orders.length + lines.length),
    url: expect.stringMatching(/^http:\/\/files\.test\/__sandbox\/bulk\/[0-9a-f]{32}\.jsonl$/),
  });

  const [operation] = api.shop.bulkOperations.values();
  const rows = (operation?.jsonl ?? "")
    .trimEnd()
    .split("\n")
    .map((row) => JSON.parse(row) as Record<string, unknown>);
  const first = orders.toSorted((a, b) => a.processedAt.getTime() - b.processedAt.getTime())[0];
  expect(rows[0]).toEqual({
    id: `gid://shopify/Order/${first?.id}`,
    name: first?.name,
    totalPriceSet: { shopMoney: { amount: expect.stringMatching(/^\d+\.\d+$/) } },
  });
  expect(rows[1]).toEqual({
    id: `gid://shopify/LineItem/${first?.lines[0]?.id}`,
    quantity: first?.lines[0]?.quantity,
    ["__parentId"]: `gid://shopify/Order/${first?.id}`,
  });
  expect(rows).toHaveLength(orders.length + lines.length);
});

test("a result of nothing has no file", () => {
  const api = testApi();
  const { bulkOperation } = start(api, ORDERS);
  api.wait(api.world.latency.bulkOperationMs);
  expect(dataOf<Polled>(api.ask(POLL, { id: bulkOperation?.id })).bulkOperation).toMatchObject({
    status: "COMPLETED",
    objectCount: "0",
    url: null,
  });
});

test.each([
  { query: "{ shop { name } }", says: "at least one connection" },
  { query: "{ orders { nodes { nope } } }", says: "Field 'nope' doesn't exist on type 'Order'" },
  { query: '{ node(id: "1") { id } orders { nodes { id } } }', says: "top level field 'node'" },
  {
    query: `{ ${[1, 2, 3, 4, 5, 6].map((n) => `o${n}: orders { nodes { id } }`).join(" ")} }`,
    says: "more than 5 connections",
  },
])("refuses $query", ({ query, says }) => {
  const { bulkOperation, userErrors } = start(testApi(), query);
  expect(bulkOperation).toBeNull();
  expect(userErrors).toEqual([{ field: ["query"], message: expect.stringContaining(says), code: "INVALID" }]);
});

test("what the app may not read fails the operation", () => {
  const api = testApi({ scopes: ["read_orders"], orders: 5 });
  const { bulkOperation } = start(api, "{ orders { nodes { id customer { email } } } }");
  api.wait(api.world.latency.bulkOperationMs);
  expect(dataOf<Polled>(api.ask(POLL, { id: bulkOperation?.id })).bulkOperation).toMatchObject({
    status: "FAILED",
    errorCode: "ACCESS_DENIED",
  });
});

test("five run at once, a sixth waits for one to end", () => {
  const api = testApi();
  for (let n = 0; n < 5; n += 1) expect(start(api, ORDERS).userErrors).toEqual([]);
  expect(start(api, ORDERS).userErrors).toMatchObject([{ code: "LIMIT_REACHED" }]);
  api.wait(api.world.latency.bulkOperationMs);
  expect(start(api, ORDERS).userErrors).toEqual([]);
});
