import { expect, test } from "vitest";
import { z } from "zod";
import { createAdminClient } from "./admin-client.ts";
import { AdminAccessDenied, AdminContractBroken, AdminUnauthorized, AdminUnavailable } from "./admin-errors.ts";

const answerSchema = z.object({ codeDiscountNodeByCode: z.object({ id: z.string() }).nullable() });
const found = { data: { codeDiscountNodeByCode: { id: "gid://shopify/DiscountCodeNode/1" } } };
const failing = (extensions: Record<string, unknown>, rest: Record<string, unknown> = {}) => ({
  data: null,
  errors: [{ message: "no", extensions }],
  ...rest,
});
const throttled = failing(
  { code: "THROTTLED" },
  { extensions: { cost: { requestedQueryCost: 110, throttleStatus: { currentlyAvailable: 10, restoreRate: 50 } } } },
);

/** A client whose shop gives the answers of `script`, one a call, the last one for ever. */
function client(script: { status?: number; body: unknown }[]) {
  const waits: number[] = [];
  const tokens: string[] = [];
  const fake: typeof fetch = async (_input, init) => {
    tokens.push(new Headers(init?.headers).get("X-Shopify-Access-Token") ?? "");
    const answer = script.length > 1 ? script.shift() : script[0];
    return Response.json(answer?.body, { status: answer?.status ?? 200 });
  };
  const request = createAdminClient({
    apiVersion: "2026-10",
    fetch: fake,
    tokenFor: async (_shop, rejected) => (rejected === undefined ? "first" : "renewed"),
    sleep: async (ms) => void waits.push(ms),
  });
  const run = () => request("demo.myshopify.com", "discountByCode", { code: "MAYA10" }, answerSchema);
  return { run, waits, tokens };
}

test("an answer is read by its schema", async () => {
  await expect(client([{ body: found }]).run()).resolves.toEqual(found.data);
});

test("a throttled call waits until the bucket holds its cost, then succeeds", async () => {
  const { run, waits } = client([{ body: throttled }, { body: found }]);
  await expect(run()).resolves.toEqual(found.data);
  expect(waits).toEqual([2_000]);
});

test("a throttle that never ends is transient, after bounded tries", async () => {
  const { run, waits } = client([{ body: throttled }]);
  await expect(run()).rejects.toThrow(AdminUnavailable);
  expect(waits).toHaveLength(5);
});

test("a 5xx is tried again, with growing waits", async () => {
  const { run, waits } = client([{ status: 502, body: {} }, { status: 502, body: {} }, { body: found }]);
  await expect(run()).resolves.toEqual(found.data);
  expect(waits).toEqual([500, 1_000]);
});

test("an expired token is renewed once", async () => {
  const { run, tokens } = client([{ status: 401, body: { errors: "no" } }, { body: found }]);
  await expect(run()).resolves.toEqual(found.data);
  expect(tokens).toEqual(["first", "renewed"]);
});

test("a token that stays refused says what to do", async () => {
  await expect(client([{ status: 401, body: {} }]).run()).rejects.toThrow(AdminUnauthorized);
});

test("a missing scope is named, and not tried again", async () => {
  const { run, waits } = client([
    { body: failing({ code: "ACCESS_DENIED", requiredAccess: "`read_discounts` access scope." }) },
  ]);
  await expect(run()).rejects.toThrow(/read_discounts.*shopify\.app\.toml/);
  await expect(run()).rejects.toThrow(AdminAccessDenied);
  expect(waits).toEqual([]);
});

test.each([
  { why: "a document that Shopify refuses", body: failing({ code: "undefinedField" }) },
  { why: "an answer of another shape", body: { data: { codeDiscountNodeByCode: 5 } } },
])("$why is a broken contract", async ({ body }) => {
  await expect(client([{ body }]).run()).rejects.toThrow(AdminContractBroken);
});
