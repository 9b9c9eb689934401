/** Our discounts over the sandbox's Admin API, which refuses what Shopify would refuse. */
import { beforeEach, expect, test } from "vitest";
import { createAdminClient } from "#app/adapters/shopify/admin-client.ts";
import { createDiscounts } from "#app/adapters/shopify/discounts.ts";
import { parseCurrency, type Currency } from "#app/domain/money/currency.ts";
import type { OfferDiscount } from "#app/services/ports/shopify.ts";
import { dataOf, testApi, type TestApi } from "../../sandbox/src/admin-api/testing.ts";

const shop = "demo-store.myshopify.com";
const usd = parseCurrency("USD") as Currency;
let api: TestApi;
beforeEach(() => {
  api = testApi();
});

/** Each answer takes some of the sandbox's time, so that what is asynchronous comes about. */
const viaSandbox: typeof fetch = async (_input, init) => {
  const { query, variables } = JSON.parse(String(init?.body)) as { query: string; variables: Record<string, unknown> };
  api.wait(api.world.latency.redeemCodesMs);
  return Response.json(api.ask(query, variables));
};
const client = createAdminClient({ apiVersion: "2026-10", fetch: viaSandbox, tokenFor: async () => "token" });
const discounts = createDiscounts(client, { pollMs: 1 });

const tenPercent: OfferDiscount = {
  gid: null,
  title: "Ten percent (creators)",
  houseCode: "HOUSE-1",
  terms: { kind: "percent", bps: 1000, minimumMinor: 5_000n, oncePerCustomer: true },
  currency: usd,
};

const idIn = (gid: string): number => Number(gid.split("/").at(-1));
const ours = (gid: string) => api.shop.discounts.get(idIn(gid));

async function saved(discount = tenPercent): Promise<string> {
  const result = await discounts.save(shop, discount);
  if (result.kind !== "saved") throw new Error(JSON.stringify(result));
  return result.gid;
}

test("a discount is made with the offer's terms", async () => {
  const gid = await saved();
  expect(ours(gid)).toMatchObject({
    title: "Ten percent (creators)",
    value: { kind: "percentage", bps: 1000 },
    minimum: { kind: "subtotal", minor: 5_000n },
    appliesOncePerCustomer: true,
    codes: [{ code: "HOUSE-1" }],
  });
});

test("made again after a crash, it is found, and there is one", async () => {
  const before = api.shop.discounts.size;
  const gid = await saved();
  expect(await saved()).toBe(gid);
  expect(api.shop.discounts.size).toBe(before + 1);
});

test("other terms change it in place: its codes stay", async () => {
  const gid = await saved();
  await discounts.addCode(shop, gid, "MAYA10");
  const terms = { kind: "fixed", amountMinor: 750n, minimumMinor: null, oncePerCustomer: false } as const;
  expect(await saved({ ...tenPercent, gid, terms })).toBe(gid);
  expect(ours(gid)).toMatchObject({
    value: { kind: "amount", minor: 750n, onEachItem: false },
    minimum: { kind: "none" },
  });
  expect(ours(gid)?.codes.map((code) => code.code)).toEqual(["HOUSE-1", "MAYA10"]);
});

test("one that was deleted by hand is gone", async () => {
  const gid = await saved();
  dataOf(api.ask("mutation ($id: ID!) { discountCodeDelete(id: $id) { deletedCodeDiscountId } }", { id: gid }));
  expect(await discounts.save(shop, { ...tenPercent, gid })).toEqual({ kind: "gone" });
});

test("a code is added once, however often it is asked for", async () => {
  const gid = await saved();
  expect(await discounts.addCode(shop, gid, "MAYA10")).toMatchObject({
    kind: "added",
    redeemGid: expect.stringContaining("gid://"),
  });
  expect(await discounts.addCode(shop, gid, "maya10")).toMatchObject({ kind: "added" });
  expect(ours(gid)?.codes).toHaveLength(2);
});

test("a code of another discount is taken, whatever its case", async () => {
  const gid = await saved();
  expect(await discounts.addCode(shop, gid, "welcome10")).toEqual({ kind: "taken" });
});

test("stopped and resumed, a discount ends and runs again", async () => {
  const gid = await saved();
  await discounts.setActive(shop, gid, false);
  expect(ours(gid)?.endsAt).not.toBeNull();
  await discounts.setActive(shop, gid, true);
  expect(ours(gid)?.endsAt).toBeNull();
});
