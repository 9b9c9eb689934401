import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mintSessionToken } from "./oauth/session-token.ts";
import { orderActions } from "./orders/index.ts";
import { startSandbox, type Sandbox } from "./server.ts";
import { DEMO_DOMAIN, SECOND_DOMAIN } from "./state/seed.ts";

const SECRET = "shpss_test";
let sandbox: Sandbox;
const faults: unknown[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({
    port: 0,
    host: "127.0.0.1",
    appUrl: "http://127.0.0.1:9",
    apiKey: "key",
    apiSecret: SECRET,
    tomlPath: path.join(import.meta.dirname, "../../shopify.app.toml"),
    onFault: (error) => faults.push(error),
  });
  sandbox.install(DEMO_DOMAIN);
});
afterAll(() => sandbox.close());

const post = (route: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${sandbox.url}${route}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-host": DEMO_DOMAIN, ...headers },
    body: JSON.stringify(body),
  });

async function token(): Promise<string> {
  const subject = await mintSessionToken({
    shop: DEMO_DOMAIN,
    apiKey: "key",
    secret: SECRET,
    userId: 1,
    now: new Date(),
  });
  const reply = await post("/admin/oauth/access_token", {
    client_id: "key",
    client_secret: SECRET,
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: subject,
    subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
    requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
    expiring: "1",
  });
  const body = (await reply.json()) as { access_token: string };
  return body.access_token;
}

const GRAPHQL = "/admin/api/2026-10/graphql.json";
const SHOP = { query: "{ shop { myshopifyDomain primaryDomain { url } } }" };

test("a token from the exchange opens the Admin API of its shop, and of no other", async () => {
  const headers = { "x-shopify-access-token": await token() };
  const reply = await post(GRAPHQL, SHOP, headers);
  expect(reply.status).toBe(200);
  expect(reply.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  expect(reply.headers.get("x-shopify-api-version")).toBe("2026-10");
  expect(await reply.json()).toMatchObject({
    data: {
      shop: { myshopifyDomain: DEMO_DOMAIN, primaryDomain: { url: `http://demo-store.localhost:${sandbox.port}` } },
    },
  });
  expect((await post(GRAPHQL, SHOP, { ...headers, "x-forwarded-host": SECOND_DOMAIN })).status).toBe(401);
});

test.each([
  { why: "no token", headers: {}, status: 401 },
  { why: "a wrong token", headers: { "x-shopify-access-token": "shpat_0" }, status: 401 },
  { why: "an unknown shop", headers: { "x-forwarded-host": "nobody.myshopify.com" }, status: 404 },
  { why: "no shop at all", headers: { "x-forwarded-host": "127.0.0.1" }, status: 404 },
])("$why is $status", async ({ headers, status }) => {
  const reply = await post(GRAPHQL, SHOP, headers);
  expect(reply.status).toBe(status);
});

test("a bad token is told as Shopify tells it", async () => {
  const reply = await post(GRAPHQL, SHOP, { "x-shopify-access-token": "shpat_0" });
  expect(await reply.json()).toEqual({
    errors: "[API] Invalid API key or access token (unrecognized login or wrong password)",
  });
});

test("other versions, methods and bodies are refused", async () => {
  const headers = { "x-shopify-access-token": await token() };
  expect((await post("/admin/api/2020-01/graphql.json", SHOP, headers)).status).toBe(404);
  expect((await fetch(`${sandbox.url}${GRAPHQL}`, { headers: { "x-forwarded-host": DEMO_DOMAIN } })).status).toBe(405);
  expect((await post(GRAPHQL, { nothing: true }, headers)).status).toBe(400);
});

test("a bulk result is fetched from its URL, without a token", async () => {
  const headers = { "x-shopify-access-token": await token() };
  const ask = async (query: string): Promise<Record<string, Record<string, Record<string, string>>>> =>
    ((await (await post(GRAPHQL, { query }, headers)).json()) as { data: never }).data;
  const run = await ask(
    `mutation { bulkOperationRunQuery(query: "{ products { nodes { id } } }") { bulkOperation { id } userErrors { message } } }`,
  );
  const id = run["bulkOperationRunQuery"]?.["bulkOperation"]?.["id"];
  await expect
    .poll(async () => (await ask(`{ bulkOperation(id: "${id}") { status } }`))["bulkOperation"]?.["status"], {
      timeout: 3000,
    })
    .toBe("COMPLETED");
  const { bulkOperation } = await ask(`{ bulkOperation(id: "${id}") { url } }`);
  const rows = (await (await fetch(String(bulkOperation?.["url"]))).text()).trimEnd().split("\n");
  expect(rows).toHaveLength(sandbox.world.shop(DEMO_DOMAIN).products.size);
  expect((await fetch(`${sandbox.url}/__sandbox/bulk/${"0".repeat(32)}.jsonl`)).status).toBe(404);
});

test.each([
  { host: "demo-store.localhost", route: "/", holds: "Demo Store" },
  { host: "maison-demo.localhost", route: "/products/gua-sha-stone", holds: "Gua Sha Stone" },
  { host: "admin.localhost", route: "/", holds: "Maison Demo" },
  { host: "admin.shopify.com", route: "/store/demo-store/orders", holds: "#1040" },
])("$host$route is a page", async ({ host, route, holds }) => {
  const reply = await fetch(sandbox.url + route, { headers: { "x-forwarded-host": host } });
  expect([reply.status, await reply.text()]).toEqual([200, expect.stringContaining(holds)]);
});

test("an order reaches the app as signed webhooks", async () => {
  const seen: { topic: string; signature: string; body: string }[] = [];
  const app = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const { "x-shopify-topic": topic, "x-shopify-hmac-sha256": signature } = request.headers;
      seen.push({ topic: String(topic), signature: String(signature), body });
      response.end();
    });
  });
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  try {
    sandbox.useApp(`http://127.0.0.1:${(app.address() as AddressInfo).port}`);
    const shop = sandbox.world.shop(DEMO_DOMAIN);
    const [product] = shop.products.values();
    const lines = [{ variantId: product?.variants[0]?.id ?? 0, quantity: 1 }];
    orderActions.placeOrder(sandbox.world, shop, { customer: null, lines });
    await sandbox.webhooks.idle();
    expect(seen.map((it) => it.topic)).toContain("orders/create");
    for (const { signature, body } of seen)
      expect(signature).toBe(createHmac("sha256", SECRET).update(body).digest("base64"));
  } finally {
    await new Promise((resolve) => app.close(resolve));
  }
});

test("the seeded shops have past orders with codes and refunds, all within 60 days", () => {
  for (const shop of sandbox.world.shops.values()) {
    const orders = [...shop.orders.values()];
    expect(orders.length).toBeGreaterThanOrEqual(40);
    expect(orders.filter((o) => o.codes.length > 0).length).toBeGreaterThan(3);
    expect(orders.filter((o) => o.refunds.length > 0).length).toBeGreaterThan(2);
    expect(orders.some((o) => o.presentmentCurrency !== shop.currency)).toBe(true);
    const oldest = Math.min(...orders.map((o) => o.createdAt.getTime()));
    expect(Date.now() - oldest).toBeLessThan(60 * 86_400_000);
  }
  expect(faults).toEqual([]);
});
