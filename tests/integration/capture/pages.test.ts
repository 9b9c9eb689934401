import { randomBytes } from "node:crypto";
import path from "node:path";
import { createServer } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "../../../app/server/clock.ts";
import { readEnv } from "../../../app/server/env.ts";
import { createLog } from "../../../app/server/log.ts";
import { livePages } from "../../../app/server/remix.ts";
import { startApp } from "../../../app/server/start.ts";
import { extensionHost } from "../../../sandbox/src/extension-host/index.ts";
import { mintSessionToken, startSandbox } from "../../../sandbox/src/index.ts";
import { migratedDatabase } from "../../setup/test-database.ts";
import { apiKey, secret } from "./world.ts";

/** The endpoints and the merchant's page as Remix serves them, with the sandbox before and behind. */
const root = path.join(import.meta.dirname, "../../..");
const demo = "demo-store.myshopify.com";
const agent = { "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130 Safari/537.36" };

const database = await migratedDatabase();
const host = extensionHost({ apiKey, appUrl: () => "http://127.0.0.1:1" });
const tomlPath = path.join(root, "shopify.app.toml");
const at = { port: 0, host: "127.0.0.1", appUrl: "http://127.0.0.1:1" };
const { slots, extraRoutes } = host;
const sandbox = await startSandbox({ ...at, apiKey, apiSecret: secret, tomlPath, slots, extraRoutes });
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
    SHOPIFY_API_SECRET: secret,
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
afterAll(async () => {
  await app.close();
  await Promise.all([vite.close(), sandbox.close()]);
  await database.drop();
});

const token = () => mintSessionToken({ shop: demo, apiKey, secret, userId: 1, now: new Date() });

async function open(page: string): Promise<Response> {
  const url = new URL(page, app.url);
  const query = { embedded: "1", shop: demo, host: Buffer.from("admin.shopify.com/store/demo").toString("base64url") };
  for (const [name, value] of Object.entries({ ...query, id_token: await token() })) url.searchParams.set(name, value);
  return fetch(url, { headers: agent, redirect: "manual" });
}

beforeAll(async () => {
  expect((await open("/app")).status).toBe(200);
}, 60_000);

/** What the page says, without its markup. */
const said = async () =>
  (await (await open("/app/capture")).text()).split("<script")[1]?.replaceAll(/<[^>]+>/g, " ") ?? "";

test("the merchant's page tests each door, and switches the pixel on", async () => {
  const before = await said();
  expect(before).toContain("Self-test");
  expect(before).toContain("The store remembers who sent a shopper.");
  expect(before).toContain("Visits are not counted yet.");

  const headers = { ...agent, Authorization: `Bearer ${await token()}` };
  const posted = await fetch(new URL("/app/capture", app.url), {
    method: "POST",
    headers,
    body: new URLSearchParams(),
  });
  expect(posted.status).toBe(200);
  const settings = sandbox.world.shop(demo).apps.get(apiKey)?.webPixel?.settings ?? "{}";
  expect(JSON.parse(settings)).toEqual({ collector: `http://app.localhost:${sandbox.port}/api/events`, account: demo });
  expect(await said()).toContain("Visits are counted, where shoppers allow it.");
});

test("the self-test sees that the embed is off", async () => {
  host.settings.embed.on = false;
  expect(await said()).toContain("The app embed is off");
  host.settings.embed.on = true;
});

test("an extension's preflight request and its question are answered, a stranger's is not", async () => {
  const ask = (authorization: string, method = "POST") =>
    fetch(new URL("/api/creator-code", app.url), {
      method,
      headers: {
        ...agent,
        Authorization: authorization,
        "Content-Type": "application/json",
        Origin: "https://extensions.shopifycdn.com",
      },
      ...(method === "POST" ? { body: '{"entered":"NOBODY"}' } : {}),
    });
  expect((await ask("", "OPTIONS")).status).toBe(204);
  const known = await ask(`Bearer ${await token()}`);
  expect(known.status).toBe(200);
  expect(known.headers.get("access-control-allow-origin")).toBe("*");
  expect(await known.json()).toEqual({});
  expect((await ask("Bearer forged")).status).toBe(401);
  expect((await ask(`Bearer ${await token()}`, "GET")).status).toBe(405);
});

test("the storefront's question comes through the shop's own domain, signed", async () => {
  const store = new URL(sandbox.world.shop(demo).primaryUrl);
  const asked = (origin: string, headers: Record<string, string>) =>
    fetch(new URL("/apps/creators/referral?ref=nobody", origin), { headers: { ...agent, ...headers } });
  const through = await asked(sandbox.url, { Host: store.host, "X-Forwarded-Host": demo });
  expect(through.status).toBe(200);
  expect(await through.json()).toEqual({});
  expect(
    (await fetch(new URL("/proxy/referral?ref=nobody&shop=demo-store.myshopify.com", app.url), { headers: agent }))
      .status,
  ).toBe(401);
});
