import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { beforeEach, expect, test, vi } from "vitest";
import { storeDeliveries } from "../../../app/adapters/database/inbox/store.ts";
import { createWebhookDoor } from "../../../app/server/doors/webhook.ts";
import { processDeliveries } from "../../../app/services/inbox/process-deliveries.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { send, serve } from "../doors/http.ts";
import { aDelivery, anOrder, aShop, inboxRows, processing, recordingSettling, sign, store } from "../inbox/support.ts";

/** What the door and the worker say about what they cannot take. */

const db = await testDatabase();
const { settleIn, settled } = await recordingSettling(db.pool);
const worker = processing(db, settleIn);
const limit = { rows: 50, bytes: 1 << 24 };
await aShop(db.pool);

type Line = { message: string; refused?: object; err?: { code?: string; message: string } };

/** A door with a log of its own. */
async function aDoor() {
  const lines: Line[] = [];
  const door = createWebhookDoor({
    secrets: ["hush"],
    store: (batch) => storeDeliveries(db.pool, batch),
    log: { warn: (fields, message) => void lines.push({ ...fields, message }) },
    limits: { body: { bytes: 10_000, ms: 300 } },
  });
  const url = await serve((request, response) => void door(request, response));
  const post = (body: string, signature = sign(body)) =>
    send(`${url}/webhooks`, {
      method: "POST",
      body,
      headers: {
        "X-Shopify-Topic": "orders/create",
        "X-Shopify-Hmac-Sha256": signature,
        "X-Shopify-Shop-Domain": "demo.myshopify.com",
        "X-Shopify-API-Version": "2026-10",
        "X-Shopify-Webhook-Id": randomUUID(),
      },
    });
  const raw = (sent: string) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1").on("error", () => undefined);
    socket.write(`POST /webhooks HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n${sent}`);
    return socket;
  };
  return { lines, post, raw };
}

beforeEach(() => db.pool.query("TRUNCATE inbox, deliveries_seen, settled"));

const good = JSON.stringify(anOrder(7));

test.each([
  { why: "cut_off", what: "a body that is cut off in the middle", bad: ({ raw }: Door) => raw("half").end() },
  { why: "too_slow", what: "a sender who is too slow", bad: ({ raw }: Door) => raw("half") },
  { why: "too_large", what: "a body that is too large", bad: ({ post }: Door) => post("x".repeat(20_000)) },
  { why: "forged", what: "a forged body", bad: ({ post }: Door) => post(good, sign("another")) },
])("$what is told in the log, and the next delivery is stored", async ({ why, bad }) => {
  const door = await aDoor();
  await bad(door);
  await vi.waitUntil(() => door.lines.length > 0, 10_000);
  expect(door.lines).toEqual([{ message: "webhooks refused at the door", refused: { [why]: 1 } }]);
  expect((await door.post(good)).status).toBe(200);
});

type Door = Awaited<ReturnType<typeof aDoor>>;

/** The error that Postgres gives when a table cannot grow. */
async function fillDisk(table: "inbox" | "settled"): Promise<() => Promise<unknown>> {
  await db.pool.query(`
    CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';
    END $$;
    CREATE TRIGGER disk_is_full BEFORE INSERT ON ${table} EXECUTE FUNCTION disk_is_full()`);
  return () => db.pool.query("DROP FUNCTION disk_is_full CASCADE");
}

test("a full disk: refused with 503 and the reason in the log, and stored again once there is room", async () => {
  const door = await aDoor();
  const makeRoom = await fillDisk("inbox");
  const refused = await door.post(good);
  expect(refused).toMatchObject({ status: 503, headers: { "retry-after": "30" } });
  const err = expect.objectContaining({ code: "53100", message: expect.stringContaining("No space left on device") });
  const line = { message: "webhooks not stored; Shopify will send them again", deliveries: 1, err };
  expect(door.lines).toEqual([line]);
  expect(await inboxRows(db.pool)).toEqual([]);

  await makeRoom();
  expect((await door.post(good)).status).toBe(200);
  expect(door.lines.slice(1)).toEqual([{ message: "webhooks are stored again", deliveries: 0 }]);
});

test("a disk that is full for the worker is held against no delivery, and nothing is lost", async () => {
  await store(db.pool, aDelivery("orders/create", anOrder(7)), aDelivery("orders/create", anOrder(8)));
  const makeRoom = await fillDisk("settled");
  for (let times = 0; times < 6; times += 1)
    await expect(processDeliveries(worker, limit)).rejects.toThrow("No space left on device");
  expect((await inboxRows(db.pool)).map(({ state, attempts }) => [state, attempts])).toEqual([
    ["pending", 0],
    ["pending", 0],
  ]);
  await makeRoom();
  expect(await processDeliveries(worker, limit)).toEqual({ claimed: 2, aside: 0 });
  expect((await settled()).toSorted()).toEqual(["7", "8"]);
});
