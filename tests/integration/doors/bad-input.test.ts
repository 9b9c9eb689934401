import { randomUUID } from "node:crypto";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { storeDeliveries } from "../../../app/adapters/database/inbox/store.ts";
import { createWebhookDoor, type WebhookDoorLimits } from "../../../app/server/doors/webhook.ts";
import { processDeliveries } from "../../../app/services/inbox/process-deliveries.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { anOrder, aShop, inboxRows, processing, recordingSettling, shopDomain, sign } from "../inbox/support.ts";
import { send, serve } from "./http.ts";

/** What nobody should send, through the door and the worker: it is dropped or set aside, and its neighbours go on. */
const db = await testDatabase();
const { settleIn, settled } = await recordingSettling(db.pool);
const worker = processing(db, settleIn);

function openDoor(limits: Partial<WebhookDoorLimits> = {}): Promise<string> {
  const door = createWebhookDoor({
    secrets: ["hush"],
    store: (batch) => storeDeliveries(db.pool, batch),
    log: { warn: () => undefined },
    limits,
  });
  return serve((request, response) => void door(request, response));
}
const url = await openDoor();

function headersOf(body: string | Uint8Array, more: Record<string, string> = {}): Record<string, string> {
  return {
    "X-Shopify-Topic": "orders/create",
    "X-Shopify-Hmac-Sha256": sign(body),
    "X-Shopify-Shop-Domain": shopDomain,
    "X-Shopify-API-Version": "2026-10",
    "X-Shopify-Webhook-Id": randomUUID(),
    "X-Shopify-Triggered-At": "2026-11-20T10:00:00.123456Z",
    ...more,
  };
}

const post = async (body: string | Uint8Array, more: Record<string, string> = {}, to = url): Promise<number> =>
  (await send(`${to}/webhooks`, { method: "POST", headers: headersOf(body, more), body })).status;

const order = (id: number): string => JSON.stringify(anOrder(id));

async function workOff(): Promise<void> {
  while ((await processDeliveries(worker, { rows: 200, bytes: 32 * 1024 * 1024 })).claimed > 0);
}

const sockets: Socket[] = [];
function open(to = url): Socket {
  const socket = connect(Number(new URL(to).port), "127.0.0.1");
  sockets.push(socket.on("error", () => undefined));
  return socket;
}

beforeEach(async () => {
  await db.pool.query("TRUNCATE inbox, deliveries_seen, settled; DELETE FROM shops; DELETE FROM brands");
  worker.failures.length = 0;
  await aShop(db.pool);
});
afterEach(() => sockets.splice(0).forEach((socket) => socket.destroy()));

const nested = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);
const inObjects = (levels: number): string => '{"a":'.repeat(levels) + "1" + "}".repeat(levels);

test.each([
  { why: "100,000 arrays in each other", body: nested(100_000) },
  { why: "100,000 objects in each other", body: inObjects(100_000) },
  { why: "an order with 100,000 levels in a note", body: `{"id":1,"note":${nested(100_000)}}` },
  { why: "10 MB of arrays in each other", body: nested(5 * 1024 * 1024) },
  { why: "10 MB of opening brackets", body: "[".repeat(10 * 1024 * 1024) },
  { why: "10 MB of objects in each other", body: inObjects(1_700_000) },
])("a bomb, $why, is taken and set aside; neighbours before and after it are settled", async ({ body }) => {
  expect(await post(order(7))).toBe(200);
  expect(await post(body)).toBe(200);
  expect(await post(order(8))).toBe(200);
  await workOff();
  const asides = (await inboxRows(db.pool)).filter(({ state }) => state === "aside");
  expect(asides).toEqual([
    expect.objectContaining({ reason: expect.stringMatching(/^(not_json|invalid_body)/), attempts: 0 }),
  ]);
  expect(await settled()).toEqual(["7", "8"]);
  expect(worker.failures).toEqual([]);
});

test("a body that is cut off in the middle leaves nothing, and can be sent again", async () => {
  const body = order(7);
  const headers = headersOf(body);
  const head = Object.entries({ ...headers, "Content-Length": body.length }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const socket = open();
  socket.write(`POST /webhooks HTTP/1.1\r\nHost: x\r\n${head.join("\r\n")}\r\n\r\n${body.slice(0, 50)}`);
  await sleep(50);
  socket.destroy();
  await sleep(50);
  expect(await inboxRows(db.pool)).toEqual([]);
  expect(await post(body, headers)).toBe(200);
  await workOff();
  expect(await settled()).toEqual(["7"]);
});

test("a body that is cut off and ends properly is forged", async () => {
  const body = order(7);
  expect(await post(body.slice(0, 50), { "X-Shopify-Hmac-Sha256": sign(body) })).toBe(401);
});

test("a hundred slow senders are dropped in their time, and others are answered as fast as before", async () => {
  const slowLimitMs = 2_000;
  const impatient = await openDoor({ body: { bytes: 1_000_000, ms: slowLimitMs } });
  const alone = await slowest(100, impatient);
  const slow = Array.from({ length: 100 }, () => trickle(open(impatient)));
  await sleep(100);
  const beside = await slowest(100, impatient);
  const dropped = await Promise.all(slow);
  for (const { answer, afterMs } of dropped) {
    expect(answer).toMatch(/^HTTP\/1\.1 408/);
    expect(afterMs).toBeGreaterThanOrEqual(slowLimitMs - 50);
    expect(afterMs).toBeLessThan(slowLimitMs + 4_000);
  }
  expect(beside, `alone the slowest took ${alone} ms`).toBeLessThan(alone * 5 + 250);
  expect((await inboxRows(db.pool)).length).toBe(200);
});

/** Sends a byte now and then, until it is dropped. */
function trickle(socket: Socket): Promise<{ answer: string; afterMs: number }> {
  const since = performance.now();
  let answer = "";
  socket.write("POST /webhooks HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
  const drip = setInterval(() => socket.write("x"), 50);
  return new Promise((resolve) => {
    socket.on("data", (chunk) => (answer += chunk.toString()));
    socket.on("close", () => {
      clearInterval(drip);
      resolve({ answer, afterMs: performance.now() - since });
    });
  });
}

/** The longest of so many deliveries, ten at a time, in milliseconds. */
async function slowest(count: number, to: string): Promise<number> {
  const took: number[] = [];
  const sender = async () => {
    for (let sent = 0; sent < count / 10; sent++) {
      const since = performance.now();
      expect(await post(order(1), {}, to)).toBe(200);
      took.push(performance.now() - since);
    }
  };
  await Promise.all(Array.from({ length: 10 }, sender));
  return Math.round(Math.max(...took));
}

test("a flood for a shop that nobody has is set aside, and a shop's own deliveries go through", async () => {
  const strange = { "X-Shopify-Shop-Domain": "nobody.myshopify.com" };
  const answers = new Set<number>();
  let sent = 0;
  const sender = async () => {
    for (let id = ++sent; id <= 2_000; id = ++sent) answers.add(await post(order(id), id === 1_000 ? {} : strange));
  };
  await Promise.all(Array.from({ length: 50 }, sender));
  expect(answers).toEqual(new Set([200]));
  await workOff();
  expect(await settled()).toEqual(["1000"]);
  const { rows } = await db.pool.query(
    "SELECT count(*)::int AS count, min(reason) AS reason FROM inbox WHERE state = 'aside' AND shop_id IS NULL",
  );
  expect(rows).toEqual([{ count: 1_999, reason: expect.stringMatching(/^unknown_shop/) }]);
});

test.each([
  { header: "X-Shopify-Triggered-At", value: "0000-01-01T00:00:00Z" },
  { header: "X-Shopify-Triggered-At", value: "no time at all" },
  { header: "X-Shopify-Topic", value: 'orders/create"},{\\"' },
  { header: "X-Shopify-Event-Id", value: "é\\\"' NULL" },
  { header: "X-Shopify-Webhook-Id", value: "x".repeat(5_000) },
])("a header that says $value does not keep its neighbours from being stored", async ({ header, value }) => {
  const answers = await Promise.all([post(order(7)), post(order(9), { [header]: value }), post(order(8))]);
  expect(answers).toEqual([200, 200, 200]);
  await workOff();
  expect(await settled()).toEqual(expect.arrayContaining(["7", "8"]));
});
