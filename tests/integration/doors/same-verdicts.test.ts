import "@shopify/shopify-app-remix/adapters/node";
import { createHmac, randomUUID } from "node:crypto";
import { ApiVersion, DeliveryMethod, shopifyApp } from "@shopify/shopify-app-remix/server";
import { expect, test } from "vitest";
import { storeDeliveries } from "../../../app/adapters/database/inbox/store.ts";
import { createWebhookDoor } from "../../../app/server/doors/webhook.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { send, serve } from "./http.ts";

/**
 * One table of cases through our door and through Shopify's library: the same verdicts, but for the differences that are
 * intended and named.
 */
const secret = "hush";
const db = await testDatabase();
const door = createWebhookDoor({
  secrets: [secret, "the one before"],
  store: (batch) => storeDeliveries(db.pool, batch),
  log: { warn: () => undefined },
});
const url = await serve((request, response) => void door(request, response));

const noSessions = {
  storeSession: async () => true,
  loadSession: async () => undefined,
  deleteSession: async () => true,
  deleteSessions: async () => true,
  findSessionsByShop: async () => [],
};
const library = shopifyApp({
  apiKey: "key",
  apiSecretKey: secret,
  appUrl: "https://fairshare.example",
  apiVersion: ApiVersion.October26,
  sessionStorage: noSessions,
  webhooks: { ORDERS_CREATE: { deliveryMethod: DeliveryMethod.Http, callbackUrl: "/webhooks" } },
  logger: { log: async () => undefined },
});

async function libraryStatus(method: string, headers: Record<string, string>, body: Uint8Array): Promise<number> {
  const init = { method, headers, ...(method === "POST" ? { body: Buffer.from(body) } : {}) };
  try {
    await library.authenticate.webhook(new Request("https://fairshare.example/webhooks", init));
    return 200;
  } catch (thrown) {
    return thrown instanceof Response ? thrown.status : 500;
  }
}

const sign = (body: string | Uint8Array, by = secret) => createHmac("sha256", by).update(body).digest("base64");
const good = '{"id":1}';
const latin1 = Buffer.from('{"name":"Zoë"}', "latin1");

function headersOf(body: string | Uint8Array, change: Record<string, string | null> = {}): Record<string, string> {
  const all: Record<string, string | null> = {
    "Content-Type": "application/json",
    "X-Shopify-Topic": "orders/create",
    "X-Shopify-Hmac-Sha256": sign(body),
    "X-Shopify-Shop-Domain": "demo.myshopify.com",
    "X-Shopify-API-Version": "2026-10",
    "X-Shopify-Webhook-Id": randomUUID(),
    "X-Shopify-Event-Id": randomUUID(),
    "X-Shopify-Triggered-At": "2026-11-20T10:00:00.123456789Z",
    "X-Shopify-Name": "orders",
    ...change,
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null));
}

type Case = {
  why: string;
  method?: string;
  body?: string | Uint8Array;
  change?: Record<string, string | null>;
  status: number;
  /** What the library answers where it is meant to differ, and why we do. */
  library?: { status: number; because: string };
};

const cases: Case[] = [
  { why: "good", status: 200 },
  { why: "no Triggered-At", change: { "X-Shopify-Triggered-At": null }, status: 200 },
  { why: "no Event-Id", change: { "X-Shopify-Event-Id": null }, status: 200 },
  { why: "no Name", change: { "X-Shopify-Name": null }, status: 200 },
  { why: "no content type", change: { "Content-Type": null }, status: 200 },
  { why: "an unknown topic", change: { "X-Shopify-Topic": "carts/update" }, status: 200 },
  { why: "a shop that never had the app", change: { "X-Shopify-Shop-Domain": "nobody.myshopify.com" }, status: 200 },
  { why: "no signature", change: { "X-Shopify-Hmac-Sha256": null }, status: 400 },
  { why: "no topic", change: { "X-Shopify-Topic": null }, status: 400 },
  { why: "no shop", change: { "X-Shopify-Shop-Domain": null }, status: 400 },
  { why: "no API version", change: { "X-Shopify-API-Version": null }, status: 400 },
  { why: "no webhook id", change: { "X-Shopify-Webhook-Id": null }, status: 400 },
  { why: "an empty topic", change: { "X-Shopify-Topic": "" }, status: 400 },
  { why: "no body", body: "", status: 400 },
  { why: "signed with another secret", change: { "X-Shopify-Hmac-Sha256": sign(good, "theirs") }, status: 401 },
  { why: "signed for another body", change: { "X-Shopify-Hmac-Sha256": sign("{}") }, status: 401 },
  { why: "a signature that is none", change: { "X-Shopify-Hmac-Sha256": "x" }, status: 401 },
  {
    why: "a signature in hex",
    change: { "X-Shopify-Hmac-Sha256": createHmac("sha256", secret).update(good).digest("hex") },
    status: 401,
  },
  {
    why: "forged and without a topic",
    change: { "X-Shopify-Hmac-Sha256": sign("{}"), "X-Shopify-Topic": null },
    status: 401,
  },
  { why: "GET", method: "GET", status: 405 },
  { why: "PUT", method: "PUT", status: 405 },
  { why: "characters beyond ASCII", body: '{"name":"Zoë ☕ 😀"}', status: 200 },
  {
    why: "signed with the secret before, during a rotation",
    change: { "X-Shopify-Hmac-Sha256": sign(good, "the one before") },
    status: 200,
    library: { status: 401, because: "it knows one secret; both are valid for up to an hour" },
  },
  {
    why: "signed, but not JSON",
    body: "{",
    status: 200,
    library: { status: 500, because: "a retry cannot help: the worker sets it aside with its reason" },
  },
  {
    why: "signed over bytes that are not UTF-8",
    body: latin1,
    status: 200,
    library: { status: 401, because: "it signs the text it decoded, we the bytes; the worker sets it aside" },
  },
];

test.each(cases)("$why: $status", async ({ method = "POST", body = good, change, status, library: differs }) => {
  const bytes = Buffer.from(body);
  const headers = headersOf(bytes, change);
  const ours = await send(url, { method, headers, ...(method === "GET" ? {} : { body: bytes }) });
  expect(ours.status).toBe(status);
  expect(await libraryStatus(method, headers, bytes)).toBe(differs?.status ?? status);
});

test("a retry is answered like the first, and stored once", async () => {
  const headers = headersOf(good, { "X-Shopify-Webhook-Id": "the same" });
  for (let attempt = 1; attempt <= 3; attempt++) {
    expect((await send(url, { method: "POST", headers, body: good })).status).toBe(200);
    expect(await libraryStatus("POST", headers, Buffer.from(good))).toBe(200);
  }
  const { rows } = await db.pool.query("SELECT 1 FROM inbox WHERE webhook_id = 'the same'");
  expect(rows).toHaveLength(1);
});
