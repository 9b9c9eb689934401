import { expect, test } from "vitest";
import { findCode } from "../state/codes.ts";
import { SECOND_DOMAIN } from "../state/seed.ts";
import { dataOf, testApi, type TestApi } from "./testing.ts";

interface Made {
  discountCodeBasicCreate: {
    codeDiscountNode: { id: string } | null;
    userErrors: { field: string[] | null; message: string; code: string }[];
  };
}

const CREATE = `mutation Create($d: DiscountCodeBasicInput!) {
  discountCodeBasicCreate(basicCodeDiscount: $d) { codeDiscountNode { id } userErrors { field message code } }
}`;

const input = (over: Record<string, unknown> = {}): Record<string, unknown> => ({
  title: "Creators",
  code: "MAYA10",
  startsAt: "2026-11-24T00:00:00Z",
  context: { all: "ALL" },
  customerGets: { value: { percentage: 0.1 }, items: { all: true } },
  combinesWith: { shippingDiscounts: true },
  ...over,
});

const create = (api: TestApi, over: Record<string, unknown> = {}): Made["discountCodeBasicCreate"] =>
  dataOf<Made>(api.ask(CREATE, { d: input(over) })).discountCodeBasicCreate;

const idOfNew = (api: TestApi, over: Record<string, unknown> = {}): string => {
  const { codeDiscountNode, userErrors } = create(api, over);
  if (!codeDiscountNode) throw new Error(JSON.stringify(userErrors));
  return codeDiscountNode.id;
};

test("a discount is made, found by its code in any case, and told in full", () => {
  const api = testApi();
  const id = idOfNew(api);
  const found = api.ask(`{ codeDiscountNodeByCode(code: " maya10 ") { id codeDiscount { ... on DiscountCodeBasic {
    title status startsAt endsAt usageLimit summary codesCount { count } codes(first: 5) { nodes { code } }
    combinesWith { orderDiscounts shippingDiscounts } minimumRequirement { __typename } discountClasses
    customerGets { value { ... on DiscountPercentage { percentage } } items { __typename } } context { __typename }
  } } } }`);
  expect(dataOf(found)).toEqual({
    codeDiscountNodeByCode: {
      id,
      codeDiscount: {
        title: "Creators",
        status: "ACTIVE",
        startsAt: "2026-11-24T00:00:00Z",
        endsAt: null,
        usageLimit: null,
        summary: "10% off entire order",
        codesCount: { count: 1 },
        codes: { nodes: [{ code: "MAYA10" }] },
        combinesWith: { orderDiscounts: false, shippingDiscounts: true },
        minimumRequirement: null,
        discountClasses: ["ORDER"],
        customerGets: { value: { percentage: 0.1 }, items: { __typename: "AllDiscountItems" } },
        context: { __typename: "DiscountBuyerSelectionAll" },
      },
    },
  });
});

test("a code is unique in its shop over all discounts, whatever the case, and free in another shop", () => {
  const api = testApi();
  expect(create(api, { code: "june15" })).toEqual({
    codeDiscountNode: null,
    userErrors: [
      {
        field: ["basicCodeDiscount", "code"],
        message: "Code must be unique. Please try a different code.",
        code: "TAKEN",
      },
    ],
  });
  expect(create(testApi({ domain: SECOND_DOMAIN }), { code: "june15" }).userErrors).toEqual([]);
});

test.each([
  { wrong: { code: " " }, code: "BLANK", field: "code" },
  { wrong: { code: "x".repeat(256) }, code: "TOO_LONG", field: "code" },
  { wrong: { title: "" }, code: "BLANK", field: "title" },
  { wrong: { startsAt: null }, code: "BLANK", field: "startsAt" },
  { wrong: { endsAt: "2026-11-01T00:00:00Z" }, code: "END_DATE_BEFORE_START_DATE", field: "endsAt" },
  {
    wrong: { customerGets: { value: { percentage: 1.5 }, items: { all: true } } },
    code: "VALUE_OUTSIDE_RANGE",
    field: "customerGets",
  },
  {
    wrong: {
      customerGets: { value: { percentage: 0.1 }, items: { products: { productsToAdd: ["gid://shopify/Product/1"] } } },
    },
    code: "INVALID",
    field: "customerGets",
  },
  {
    wrong: { customerGets: { value: { percentage: 0.1 }, items: { all: false } } },
    code: "APPLIES_ON_NOTHING",
    field: "customerGets",
  },
  { wrong: { context: null }, code: "BLANK", field: "context" },
  {
    wrong: {
      minimumRequirement: {
        quantity: { greaterThanOrEqualToQuantity: "2" },
        subtotal: { greaterThanOrEqualToSubtotal: "5" },
      },
    },
    code: "MINIMUM_SUBTOTAL_AND_QUANTITY_RANGE_BOTH_PRESENT",
    field: "minimumRequirement",
  },
])("refuses $wrong with $code", ({ wrong, code, field }) => {
  const api = testApi();
  const before = api.shop.discounts.size;
  const { codeDiscountNode, userErrors } = create(api, wrong);
  expect(codeDiscountNode).toBeNull();
  expect(userErrors.map((e) => [e.code, e.field?.[1]])).toEqual([[code, field]]);
  expect(api.shop.discounts.size).toBe(before);
});

test("an update changes what it names and leaves the rest, codes included", () => {
  const api = testApi();
  const id = idOfNew(api);
  const update = `mutation U($id: ID!, $d: DiscountCodeBasicInput!) {
    discountCodeBasicUpdate(id: $id, basicCodeDiscount: $d) { userErrors { field message code } }
  }`;
  dataOf(
    api.ask(update, {
      id,
      d: { customerGets: { value: { discountAmount: { amount: "5.00" } }, items: { all: true } } },
    }),
  );
  const found = findCode(api.shop, "MAYA10")?.discount;
  expect(found).toMatchObject({ title: "Creators", value: { kind: "amount", minor: 500n, onEachItem: false } });
  const taken = dataOf<{ discountCodeBasicUpdate: unknown }>(api.ask(update, { id, d: { code: "Welcome10" } }));
  expect(taken.discountCodeBasicUpdate).toMatchObject({ userErrors: [{ code: "TAKEN" }] });
  expect(dataOf(api.ask(update, { id: "gid://shopify/DiscountCodeNode/1", d: {} }))).toMatchObject({
    discountCodeBasicUpdate: { userErrors: [{ field: ["id"], message: "Code discount does not exist." }] },
  });
});

test("deactivating ends a discount now, activating takes the end away", () => {
  const api = testApi();
  const id = idOfNew(api);
  const status = "codeDiscountNode { codeDiscount { ... on DiscountCodeBasic { status endsAt } } } userErrors { code }";
  const off = api.ask(`mutation { discountCodeDeactivate(id: "${id}") { ${status} } }`);
  expect(dataOf(off)).toMatchObject({
    discountCodeDeactivate: {
      codeDiscountNode: { codeDiscount: { status: "EXPIRED", endsAt: "2026-11-24T12:00:00Z" } },
    },
  });
  const on = api.ask(`mutation { discountCodeActivate(id: "${id}") { ${status} } }`);
  expect(dataOf(on)).toMatchObject({
    discountCodeActivate: { codeDiscountNode: { codeDiscount: { status: "ACTIVE", endsAt: null } } },
  });
});

const ADD = `mutation Add($id: ID!, $codes: [DiscountRedeemCodeInput!]!) {
  discountRedeemCodeBulkAdd(discountId: $id, codes: $codes) { bulkCreation { id done } userErrors { message code } }
}`;
const POLL = `query Poll($id: ID!) { discountRedeemCodeBulkCreation(id: $id) {
  done codesCount importedCount failedCount
  codes(first: 10) { nodes { code discountRedeemCode { code } errors { message code } } }
} }`;

interface Added {
  discountRedeemCodeBulkAdd: { bulkCreation: { id: string; done: boolean } };
}

test("codes are added some time later, each with its own fate", () => {
  const api = testApi();
  const id = idOfNew(api);
  const codes = ["OLA", "ola", "JUNE15", " ", "ZOË-20"].map((code) => ({ code }));
  const { bulkCreation } = dataOf<Added>(api.ask(ADD, { id, codes })).discountRedeemCodeBulkAdd;
  expect(bulkCreation.done).toBe(false);
  expect(dataOf(api.ask(POLL, { id: bulkCreation.id }))).toMatchObject({
    discountRedeemCodeBulkCreation: { done: false, codesCount: 5, importedCount: 0, failedCount: 0 },
  });
  expect(findCode(api.shop, "OLA")).toBeNull();

  api.wait(api.world.latency.redeemCodesMs);
  const taken = { message: "Code must be unique. Please try a different code.", code: "TAKEN" };
  expect(dataOf(api.ask(POLL, { id: bulkCreation.id }))).toEqual({
    discountRedeemCodeBulkCreation: {
      done: true,
      codesCount: 5,
      importedCount: 2,
      failedCount: 3,
      codes: {
        nodes: [
          { code: "OLA", discountRedeemCode: { code: "OLA" }, errors: [] },
          { code: "ola", discountRedeemCode: null, errors: [taken] },
          { code: "JUNE15", discountRedeemCode: null, errors: [taken] },
          { code: "", discountRedeemCode: null, errors: [{ message: "Code can't be blank", code: "BLANK" }] },
          { code: "ZOË-20", discountRedeemCode: { code: "ZOË-20" }, errors: [] },
        ],
      },
    },
  });
});

test("251 codes in one call are refused", () => {
  const api = testApi();
  const codes = Array.from({ length: 251 }, (_, n) => ({ code: `C${n}` }));
  const reply = api.ask(ADD, { id: idOfNew(api), codes });
  expect(reply.errors?.[0]?.message).toContain(
    "The input array size of 251 is greater than the maximum allowed of 250",
  );
});

test("codes are deleted by a job, and free again afterwards", () => {
  const api = testApi();
  const id = idOfNew(api);
  const code = findCode(api.shop, "MAYA10")?.redeemCode.id;
  const remove = `mutation { discountCodeRedeemCodeBulkDelete(discountId: "${id}", ids: ["gid://shopify/DiscountRedeemCode/${code}"]) {
    job { id done } userErrors { message } } }`;
  const { job } = dataOf<{ discountCodeRedeemCodeBulkDelete: { job: { id: string; done: boolean } } }>(
    api.ask(remove),
  ).discountCodeRedeemCodeBulkDelete;
  expect(job.done).toBe(false);
  api.wait(api.world.latency.jobMs);
  expect(dataOf(api.ask(`{ job(id: "${job.id}") { done } }`))).toEqual({ job: { done: true } });
  expect(create(api).userErrors).toEqual([]);
});
