/** Taking redeem codes away over the sandbox's Admin API, which does it in its own time as Shopify does. */
import { beforeEach, expect, test } from "vitest";
import { createAdminClient } from "#app/adapters/shopify/admin-client.ts";
import { AdminUnavailable } from "#app/adapters/shopify/admin-errors.ts";
import { createDiscounts } from "#app/adapters/shopify/discounts.ts";
import { createRedeemCodes } from "#app/adapters/shopify/redeem-codes.ts";
import { parseCurrency, type Currency } from "#app/domain/money/currency.ts";
import { testApi, type TestApi } from "../../sandbox/src/admin-api/testing.ts";

const shop = "demo-store.myshopify.com";
let api: TestApi;
let asked: string[] = [];
let throttled = 0;
beforeEach(() => {
  api = testApi();
  asked = [];
  throttled = 0;
});

const viaSandbox: typeof fetch = async (_input, init) => {
  const { query, variables } = JSON.parse(String(init?.body)) as { query: string; variables: Record<string, unknown> };
  if (throttled > 0) {
    throttled -= 1;
    return Response.json({ errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }] });
  }
  asked.push(/(?:query|mutation) (\w+)/.exec(query)?.[1] ?? "");
  api.wait(api.world.latency.redeemCodesMs);
  return Response.json(api.ask(query, variables));
};
const admin = createAdminClient({
  apiVersion: "2026-10",
  fetch: viaSandbox,
  tokenFor: async () => "token",
  sleep: async () => {},
});
const discounts = createDiscounts(admin, { pollMs: 1 });
const redeemCodes = createRedeemCodes(admin, { pollMs: 1 });

async function discountWith(houseCode: string, ...codes: string[]) {
  const saved = await discounts.save(shop, {
    gid: null,
    title: "Ten percent (creators)",
    houseCode,
    terms: { kind: "percent", bps: 1000, minimumMinor: null, oncePerCustomer: false },
    currency: parseCurrency("USD") as Currency,
  });
  if (saved.kind !== "saved") throw new Error(JSON.stringify(saved));
  const redeemGids: (string | null)[] = [];
  for (const code of codes) {
    const added = await discounts.addCode(shop, saved.gid, code);
    if (added.kind !== "added") throw new Error(JSON.stringify(added));
    redeemGids.push(added.redeemGid);
  }
  return { gid: saved.gid, redeemGids };
}

const codesIn = (gid: string) =>
  api.shop.discounts.get(Number(gid.split("/").at(-1)))?.codes.map((code) => code.code) ?? [];

test("a code is taken away, the others stay, and again is no harm", async () => {
  const { gid, redeemGids } = await discountWith("HOUSE-1", "MAYA10", "MAYA10B");
  const maya = { text: "MAYA10", redeemGid: redeemGids[0] ?? null };
  expect(await redeemCodes.remove(shop, gid, maya)).toEqual({ kind: "removed" });
  expect(codesIn(gid)).toEqual(["HOUSE-1", "MAYA10B"]);
  asked = [];
  expect(await redeemCodes.remove(shop, gid, maya)).toEqual({ kind: "removed" });
  expect(asked).toEqual(["DiscountByCode"]);
});

test("whose id was never told is found by its text, whatever its case, among others like it", async () => {
  const { gid } = await discountWith("HOUSE-1", "MAYA10B", "MAYA10");
  expect(await redeemCodes.remove(shop, gid, { text: "maya10", redeemGid: null })).toEqual({ kind: "removed" });
  expect(codesIn(gid)).toEqual(["HOUSE-1", "MAYA10B"]);
});

test("a code that another discount has now stays there", async () => {
  const { gid } = await discountWith("HOUSE-1");
  const other = await discountWith("HOUSE-2", "MAYA10");
  const code = { text: "MAYA10", redeemGid: other.redeemGids[0] ?? null };
  expect(await redeemCodes.remove(shop, gid, code)).toEqual({ kind: "removed" });
  expect(codesIn(other.gid)).toEqual(["HOUSE-2", "MAYA10"]);
  expect(asked).not.toContain("RedeemCodesRemove");
});

test("the throttle is waited out, and what stays longer than we look is for the next try", async () => {
  const { gid, redeemGids } = await discountWith("HOUSE-1", "MAYA10");
  const code = { text: "MAYA10", redeemGid: redeemGids[0] ?? null };
  const impatient = createRedeemCodes(admin, { pollMs: 1, polls: 0 });
  throttled = 3;
  await expect(impatient.remove(shop, gid, code)).rejects.toThrow(AdminUnavailable);
  expect(throttled).toBe(0);
  expect(await redeemCodes.remove(shop, gid, code)).toEqual({ kind: "removed" });
  expect(codesIn(gid)).toEqual(["HOUSE-1"]);
});
