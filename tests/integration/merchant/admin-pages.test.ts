import { randomBytes } from "node:crypto";
import path from "node:path";
import { createServer } from "vite";
import { afterAll, expect, test } from "vitest";
import { systemClock } from "../../../app/server/clock.ts";
import { readEnv } from "../../../app/server/env.ts";
import { createLog } from "../../../app/server/log.ts";
import { livePages } from "../../../app/server/remix.ts";
import { startApp } from "../../../app/server/start.ts";
import { mintSessionToken, startSandbox } from "../../../sandbox/src/index.ts";
import { migratedDatabase } from "../../setup/test-database.ts";

const root = path.join(import.meta.dirname, "../../..");
const apiKey = "test-key";
const apiSecret = "test-secret";
const demo = "demo-store.myshopify.com";
const maison = "maison-demo.myshopify.com";
/** The library answers robots with 410, and takes Node's own fetch for one. */
const agent = { "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130 Safari/537.36" };

const database = await migratedDatabase();
const sandbox = await startSandbox({
  port: 0,
  host: "127.0.0.1",
  appUrl: "http://127.0.0.1:1",
  apiKey,
  apiSecret,
  tomlPath: path.join(root, "shopify.app.toml"),
});
const vite = await createServer({
  root,
  appType: "custom",
  logLevel: "error",
  server: { middlewareMode: true, hmr: false },
  optimizeDeps: { noDiscovery: true, include: [] },
});
const key = () => randomBytes(32).toString("base64");
const app = await startApp({
  env: readEnv({
    NODE_ENV: "test",
    DATABASE_URL: database.url,
    SHOPIFY_API_KEY: apiKey,
    SHOPIFY_API_SECRET: apiSecret,
    SHOPIFY_APP_URL: `http://app.localhost:${sandbox.port}`,
    SHOPIFY_STAND_IN_URL: sandbox.url,
    ENCRYPTION_KEY: key(),
    SIGNING_KEY: key(),
    PORT: "0",
    WORKER: "none",
  }),
  clock: systemClock,
  log: createLog({ level: "silent" }),
  pages: async (container) => livePages(container, vite),
});
sandbox.useApp(app.url);
sandbox.install(demo);
sandbox.install(maison);
afterAll(async () => {
  await app.close();
  await Promise.all([vite.close(), sandbox.close()]);
  await database.drop();
});

type TokenChange = { secret?: string; apiKey?: string; now?: Date };
const token = (shop: string, change: TokenChange = {}) =>
  mintSessionToken({ shop, apiKey, secret: apiSecret, userId: 1, now: new Date(), ...change });

/** A page as the admin's frame opens it, with a session token in the address. */
async function open(page: string, shop: string, idToken: string): Promise<Response> {
  const url = new URL(page, app.url);
  const host = Buffer.from(`admin.shopify.com/store/${shop.split(".")[0]}`).toString("base64url");
  for (const [name, value] of Object.entries({ embedded: "1", shop, host, id_token: idToken }))
    url.searchParams.set(name, value);
  return fetch(url, { headers: agent, redirect: "manual" });
}

/** A form as App Bridge's fetch posts it. */
const post = async (page: string, shop: string, fields: Record<string, string>): Promise<Response> =>
  fetch(new URL(page, app.url), {
    method: "POST",
    headers: { ...agent, Authorization: `Bearer ${await token(shop)}` },
    body: new URLSearchParams(fields),
    redirect: "manual",
  });

async function newOffer(shop: string): Promise<string> {
  await open("/app", shop, await token(shop));
  const response = await post("/app/offers/new", shop, { template: "every-order" });
  expect(response.status).toBe(302);
  return response.headers.get("Location")?.split("/").at(-1) ?? "";
}

test("the first visit installs the shop and shows its home, which only Shopify's admin may frame", async () => {
  const response = await open("/app", demo, await token(demo));
  expect(response.status).toBe(200);
  expect(await response.text()).toContain("Set up your programme");
  const policy = response.headers.get("Content-Security-Policy") ?? "";
  expect(policy).toContain(`frame-ancestors https://${demo} https://admin.shopify.com`);
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' https:\/\/cdn\.shopify\.com/);
  expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
  expect(await app.container.database.shops.installed(demo)).toMatchObject({ currency: "USD" });
});

test("the shop's tokens lie encrypted, and expire", async () => {
  await open("/app", demo, await token(demo));
  const [session] = await app.container.connection.prisma.shopSession.findMany({ where: { shopDomain: demo } });
  expect(session?.expires?.getTime()).toBeGreaterThan(Date.now());
  expect(session?.refreshTokenCiphertext).not.toBeNull();
  const plain = (await app.container.shopify.sessionStorage.loadSession(`offline_${demo}`))?.accessToken ?? "";
  expect(plain).not.toBe("");
  expect(Buffer.from(session?.accessTokenCiphertext ?? []).includes(plain)).toBe(false);
});

test.each<{ why: string; change: TokenChange }>([
  { why: "expired", change: { now: new Date(Date.now() - 3_600_000) } },
  { why: "signed by somebody else", change: { secret: "another-secret" } },
  { why: "of another app", change: { apiKey: "another-key" } },
])("a session token that is $why shows nothing", async ({ change }) => {
  const page = await open("/app/orders", demo, await token(demo, change));
  expect(page.status).not.toBe(200);
  expect(await page.text()).not.toContain("Every order");

  const headers = { ...agent, Authorization: `Bearer ${await token(demo, change)}` };
  const data = await fetch(new URL("/app/orders.data", app.url), { headers });
  expect(data.status).toBe(401);
  expect(data.headers.get("X-Shopify-Retry-Invalid-Session-Request")).toBe("1");
});

test("a visit without a shop is told to come from the admin, and not asked for an address", async () => {
  const response = await fetch(new URL("/app", app.url), { headers: agent, redirect: "manual" });
  expect(response.status).toBe(302);
  const login = await fetch(new URL(response.headers.get("Location") ?? "", app.url), { headers: agent });
  const text = await login.text();
  expect(text).toContain("Open Fairshare from your Shopify admin");
  expect(text).not.toContain("<input");
  expect(login.headers.get("Content-Security-Policy")).toContain("frame-ancestors 'none'");
});

test("another shop's ids in the address are 404, to look at and to change", async () => {
  const offerId = await newOffer(demo);
  expect((await open(`/app/offers/${offerId}`, demo, await token(demo))).status).toBe(200);
  await open("/app", maison, await token(maison));
  expect((await open(`/app/offers/${offerId}`, maison, await token(maison))).status).toBe(404);
  for (const action of ["publish", "status", "preview"]) {
    const response = await post(`/app/offers/${offerId}/${action}`, maison, { to: "ended" });
    expect(`${action} ${response.status}`).toBe(`${action} 404`);
  }
  expect(
    await app.container.database.offers.get((await app.container.database.shops.installed(demo))!.id, offerId),
  ).toMatchObject({ status: "draft" });
});

test.each([
  "/app/offers/nothing",
  "/app/orders/1",
  "/app/orders/..%2f",
  "/app/payouts/6f1f1d0e-0000-4000-8000-000000000000",
  "/app/nowhere",
])("%s is 404, in the app's own words", async (page) => {
  const answer = await open(page, demo, await token(demo));
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain("There is nothing at this address");
});

test("two people publishing at once publish one version", async () => {
  const offerId = await newOffer(demo);
  const answers = await Promise.all(
    [1, 2].map(async () => (await post(`/app/offers/${offerId}/publish.data`, demo, {})).text()),
  );
  expect(answers.filter((text) => text.includes("is published. In force now.")).length).toBe(1);
  expect(answers.filter((text) => text.includes("There is nothing to publish")).length).toBe(1);
});

test("a preview prices the shop's past orders, and changes nothing", async () => {
  const offerId = await newOffer(demo);
  const fields = {
    name: "Ten",
    description: "",
    noticeDays: "30",
    customers: "all",
    percent: "10",
    returningPercent: "",
    flatPerOrder: "",
    base: "after_discounts",
    capPerOrder: "",
    capPerCreatorMonth: "",
    capBudget: "",
    holdDays: "30",
    windowDays: "30",
    saving: "none",
    savingValue: "",
    savingMinimum: "",
  };
  const answer = await (await post(`/app/offers/${offerId}/preview.data`, demo, fields)).text();
  expect(answer).toContain("commissionMinor");
  expect(answer).toContain("10% of");
  const broken = await (await post(`/app/offers/${offerId}/preview.data`, demo, { ...fields, percent: "1000" })).text();
  expect(broken).toContain("Some fields need another look");
});

test("health tells whether the database is there", async () => {
  expect(await (await fetch(new URL("/healthz", app.url))).text()).toBe("ok");
  expect(await (await fetch(new URL("/readyz", app.url))).json()).toEqual({
    ready: true,
    database: true,
    draining: false,
  });
});
