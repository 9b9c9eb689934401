/** The whole app against the sandbox over HTTP: real tokens, the jobs as they are wired, and the merchant's page. */
import { randomBytes } from "node:crypto";
import path from "node:path";
import { createServer } from "vite";
import { afterAll, expect, test } from "vitest";
import { startInlineWorker } from "../../../app/server/inline-worker.ts";
import { readEnv } from "../../../app/server/env.ts";
import { createLog } from "../../../app/server/log.ts";
import { livePages } from "../../../app/server/remix.ts";
import { startApp } from "../../../app/server/start.ts";
import { instant } from "../../../app/domain/kernel/instant.ts";
import { addShopJob } from "../../../app/adapters/database/reconcile/jobs.ts";
import { mintSessionToken, orders as desk, startSandbox } from "../../../sandbox/src/index.ts";
import { migratedDatabase } from "../../setup/test-database.ts";

const root = path.join(import.meta.dirname, "../../..");
const keys = { apiKey: "test-key", apiSecret: "test-secret" };
const demo = "demo-store.myshopify.com";
const agent = { "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130 Safari/537.36" };
const key = () => randomBytes(32).toString("base64");

const database = await migratedDatabase();
const tomlPath = path.join(root, "shopify.app.toml");
const sandbox = await startSandbox({ port: 0, host: "127.0.0.1", appUrl: "http://127.0.0.1:1", tomlPath, ...keys });
const vite = await createServer({
  root,
  appType: "custom",
  logLevel: "error",
  server: { middlewareMode: true, hmr: false },
  optimizeDeps: { noDiscovery: true, include: [] },
});
const app = await startApp({
  env: readEnv({
    NODE_ENV: "test",
    DATABASE_URL: database.url,
    SHOPIFY_API_KEY: keys.apiKey,
    SHOPIFY_API_SECRET: keys.apiSecret,
    SHOPIFY_APP_URL: `http://app.localhost:${sandbox.port}`,
    SHOPIFY_STAND_IN_URL: sandbox.url,
    ENCRYPTION_KEY: key(),
    SIGNING_KEY: key(),
    PORT: "0",
    WORKER: "none",
  }),
  clock: { now: () => instant(sandbox.world.now().getTime()) },
  log: createLog({ level: "silent" }),
  pages: async (container) => livePages(container, vite),
});
sandbox.useApp(app.url);
sandbox.install(demo);
const worker = await startInlineWorker(app.container);
afterAll(async () => {
  await worker.stop();
  await app.close();
  await Promise.all([vite.close(), sandbox.close()]);
  await database.drop();
});

const token = () =>
  mintSessionToken({ shop: demo, apiKey: keys.apiKey, secret: keys.apiSecret, userId: 1, now: new Date() });

async function page(): Promise<string> {
  const url = new URL("/app/reconciliation", app.url);
  const host = Buffer.from("admin.shopify.com/store/demo-store").toString("base64url");
  for (const [name, value] of Object.entries({ embedded: "1", shop: demo, host, id_token: await token() }))
    url.searchParams.set(name, value);
  const response = await fetch(url, { headers: agent, redirect: "manual" });
  expect(response.status).toBe(200);
  return response.text();
}

const ask = async (from: string): Promise<string> => {
  const headers = { ...agent, Authorization: `Bearer ${await token()}` };
  const url = new URL("/app/reconciliation", app.url);
  return (await fetch(url, { method: "POST", headers, body: new URLSearchParams({ from }) })).text();
};

async function until(what: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await what()); tries += 1) {
    if (tries > 200) throw new Error("it did not happen within 20 seconds");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const query = async (sql: string) => (await app.container.connection.pool.query<{ n: bigint }>(sql)).rows[0]?.n ?? 0n;

test("before anything was compared, the page says so", async () => {
  expect(await page()).toContain("have not been compared yet");
});

test("an order whose webhooks were dropped is found by the job, settled, and shown as put right", async () => {
  const shop = sandbox.world.shop(demo);
  const variantId = [...shop.products.values()][0]?.variants[0]?.id ?? 0;
  sandbox.webhooks.setSwitches(demo, { drop: 1 });
  desk.placeOrder(sandbox.world, shop, { lines: [{ variantId, quantity: 1 }], customer: null, codes: ["WELCOME10"] });
  sandbox.webhooks.setSwitches(demo, { drop: 0 });
  sandbox.world.clock.move(10 * 60_000);

  const { pool } = app.container.connection;
  const [{ id } = { id: 0 }] = (await pool.query<{ id: number }>("SELECT id FROM shops")).rows;
  await addShopJob(pool, "reconcile-orders", id);
  await until(async () => (await query("SELECT count(*) AS n FROM verdicts")) === 1n);
  const html = await page();
  expect(html).toContain("1 order put right");
});

test("a bad day, and one too old for what was granted, are refused with a reason", async () => {
  expect(await ask("2999-01-01")).toContain("Choose a day in the past");
  expect(await ask("yesterday")).toContain("Choose a day in the past");
  expect(await ask("2020-01-01")).toContain("older than 60 days");
});

test("a back-fill is asked for on the page and runs to its end", async () => {
  const day = new Date(sandbox.world.now().getTime() - 50 * 86_400_000).toISOString().slice(0, 10);
  expect(await ask(day)).toContain("are being fetched");
  await until(
    async () =>
      (await query("SELECT count(*) AS n FROM reconciliations WHERE kind = 'back_fill' AND state = 'done'")) === 1n,
  );
  expect(await query("SELECT missing::bigint AS n FROM reconciliations WHERE kind = 'back_fill'")).toBeGreaterThan(5n);
  await until(async () => (await query("SELECT count(*) AS n FROM inbox WHERE state = 'pending'")) === 0n);
  expect(await query("SELECT count(*) AS n FROM inbox WHERE state = 'aside'")).toBe(0n);
});
