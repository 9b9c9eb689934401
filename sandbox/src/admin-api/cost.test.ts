import { parse, Kind } from "graphql";
import { expect, test } from "vitest";
import { pageSize, queryCost } from "./cost.ts";
import { adminSchema } from "./schema.ts";

function cost(query: string, variables: Record<string, unknown> = {}, data?: Record<string, unknown>): number {
  const document = parse(query);
  const operation = document.definitions.find((d) => d.kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error("no operation");
  return queryCost(adminSchema().schema, document, operation, variables, data);
}

const MEASURED = `query($id: ID!, $n: Int) { product(id: $id) { variants(first: $n) { nodes { inventoryItem { id tracked } } } } }`;

test.each([
  { query: "{ shop { name currencyCode } }", points: 1 },
  { query: "{ shop { plan { shopifyPlus } primaryDomain { host } } }", points: 3 },
  { query: 'mutation { discountCodeActivate(id: "1") { userErrors { message } } }', points: 11 },
  { query: "{ products(first: 1) { nodes { id } pageInfo { hasNextPage } } }", points: 3 },
  {
    query: '{ nodes(ids: ["1", "2", "3"]) { id ... on Product { featuredMedia { id } } ... on Order { name } } }',
    points: 6,
  },
])("$query costs $points", ({ query, points }) => expect(cost(query)).toBe(points));

test("meets the measurement that is published: a product with 250 variants and their items, 25", () => {
  expect(cost(MEASURED, { id: "1", n: 250 })).toBe(25);
  expect(cost(MEASURED, { id: "1", n: 250 }, { product: null })).toBe(1);
});

test("the actual cost counts what came, and is never above what was asked", () => {
  const variants = { nodes: [{ inventoryItem: { id: "1" } }] };
  expect(cost(MEASURED, { id: "1", n: 250 }, { product: { variants } })).toBe(5);
});

test("a page counts as at least one object and never as more than it has", () => {
  expect([0, 1, 2, 3, 250].map(pageSize)).toEqual([0, 1, 2 * Math.log(2), 2 * Math.log(3), 2 * Math.log(250)]);
});
