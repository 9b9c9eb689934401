import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, expect, test, vi } from "vitest";
import { storeDeliveries, type PackedDelivery } from "../../../app/adapters/database/inbox/store.ts";
import { createWebhookDoor, type WebhookDoorLimits } from "../../../app/server/doors/webhook.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { sign } from "../inbox/support.ts";
import { send, serve, type Answer } from "./http.ts";

const db = await testDatabase();
const log = { warn: () => undefined };
const body = JSON.stringify({ id: 1 });

const doorAt = (
  store: (batch: readonly PackedDelivery[]) => Promise<unknown>,
  limits: Partial<WebhookDoorLimits> = {},
) => {
  const door = createWebhookDoor({ secrets: ["hush", "old hush"], store, log, limits });
  return serve((request, response) => void door(request, response));
};
const url = await doorAt((batch) => storeDeliveries(db.pool, batch));

const headers = (more: Record<string, string> = {}, of: string | Uint8Array = body): Record<string, string> => ({
  "X-Shopify-Topic": "orders/create",
  "X-Shopify-Hmac-Sha256": sign(of),
  "X-Shopify-Shop-Domain": "demo.myshopify.com",
  "X-Shopify-API-Version": "2026-10",
  "X-Shopify-Webhook-Id": randomUUID(),
  "X-Shopify-Triggered-At": "2026-11-20T10:00:00.123456Z",
  ...more,
});
const post = (to = url, sent = headers(), content: string | Uint8Array = body) =>
  send(to, { method: "POST", headers: sent, body: content });
const stored = async () => (await db.pool.query("SELECT topic FROM inbox")).rows.length;

beforeEach(() => db.pool.query("TRUNCATE inbox, deliveries_seen"));

test("a signed delivery is stored as it came before it is answered", async () => {
  const bytes = Buffer.from(JSON.stringify({ id: 1, note: "é ☕ ".repeat(2_000) }));
  expect((await post(url, headers({ "X-Shopify-Event-Id": "e1" }, bytes), bytes)).status).toBe(200);
  const { rows } = await db.pool.query("SELECT * FROM inbox");
  expect(rows).toMatchObject([
    {
      topic: "orders/create",
      shop_domain: "demo.myshopify.com",
      shop_id: null,
      event_id: "e1",
      body_bytes: bytes.length,
      encoding: "zstd",
    },
  ]);
  const { unpackBody } = await import("../../../app/adapters/database/inbox/body.ts");
  expect(Buffer.from(unpackBody(rows[0].encoding, rows[0].body)).equals(bytes)).toBe(true);
});

test("1,000 copies at once, and some later, are stored once", async () => {
  const same = headers();
  const answers = await Promise.all(Array.from({ length: 1_000 }, () => post(url, same)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect((await post(url, same)).status).toBe(200);
  expect(await stored()).toBe(1);
});

test("copies that come to several processes at once are stored once, and nobody deadlocks", async () => {
  const second = await doorAt((batch) => storeDeliveries(db.pool, batch));
  const copies = Array.from({ length: 100 }, () => headers());
  const answers = await Promise.all(
    [...copies, ...copies.toReversed()].flatMap((copy) => [post(url, copy), post(second, copy)]),
  );
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(await stored()).toBe(100);
});

test("while the database is away deliveries are refused with 503, and afterwards taken", async () => {
  let away = true;
  const flaky = await doorAt((batch) => (away ? Promise.reject(new Error("away")) : storeDeliveries(db.pool, batch)));
  const refused = await post(flaky);
  expect(refused).toMatchObject({ status: 503, headers: { "retry-after": "30" } });
  away = false;
  expect((await post(flaky)).status).toBe(200);
});

test("a database that hangs: answered 503 before Shopify gives up, and what waited is not stored later", async () => {
  const { promise: hanging, resolve: release } = Promise.withResolvers<void>();
  const sizes: number[] = [];
  const store = async (batch: readonly unknown[]) => {
    sizes.push(batch.length);
    await hanging;
  };
  const door = await doorAt(store, { patienceMs: 300, lanes: 1 });
  const first = post(door);
  await vi.waitUntil(() => sizes.length === 1, 10_000);
  const second = post(door);
  expect((await first).status).toBe(503);
  expect((await second).status).toBe(503);
  release();
  await sleep(50);
  expect(sizes).toEqual([1]);
});

test("a queue that is full refuses at once and forgets nothing that it took", async () => {
  const { promise: hanging, resolve: release } = Promise.withResolvers<void>();
  const taken: number[] = [];
  let underWay = 0;
  const store = async (batch: readonly unknown[]) => {
    underWay++;
    await hanging;
    taken.push(batch.length);
  };
  const door = await doorAt(store, { waiting: { items: 10, bytes: 1e6 }, lanes: 1, patienceMs: 60_000 });
  const first = post(door);
  await vi.waitUntil(() => underWay === 1, 10_000);
  const refused: Answer[] = [];
  const rest = Array.from({ length: 30 }, async () => {
    const answer = await post(door);
    if (answer.status === 503) refused.push(answer);
    return answer;
  });
  await vi.waitUntil(() => refused.length === 20, 10_000);
  release();
  const answers = await Promise.all([first, ...rest]);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(11);
  expect(refused).toHaveLength(20);
  expect(refused[0]?.headers["retry-after"]).toBe("5");
  expect(taken.reduce((a, b) => a + b, 0)).toBe(11);
});

test("more than the limit is refused while it streams, with or without a length that says so", async () => {
  const small = await doorAt((batch) => storeDeliveries(db.pool, batch), { body: { bytes: 1_000, ms: 2_000 } });
  const large = "x".repeat(2_000);
  expect((await post(small, headers({}, large), large)).status).toBe(413);
  const chunked = { ...headers({}, large), "Transfer-Encoding": "chunked" };
  expect((await post(small, chunked, large)).status).toBe(413);
  expect(await stored()).toBe(0);
});

test("a slow sender is dropped and disturbs nobody; one who goes away in the middle leaves nothing", async () => {
  const impatient = await doorAt((batch) => storeDeliveries(db.pool, batch), { body: { bytes: 1e6, ms: 200 } });
  const { port } = new URL(impatient);
  const slow = connect(Number(port), "127.0.0.1");
  let answer = "";
  slow.on("data", (chunk) => (answer += chunk.toString()));
  slow.write("POST /webhooks HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf");
  const closed = new Promise((resolve) => slow.on("close", resolve));
  const gone = connect(Number(port), "127.0.0.1");
  gone.write("POST /webhooks HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf");
  await sleep(50);
  gone.destroy();
  expect((await post(impatient)).status).toBe(200);
  await closed;
  expect(answer).toMatch(/^HTTP\/1\.1 408/);
  expect(await stored()).toBe(1);
});
