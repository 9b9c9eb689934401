import { beforeEach, expect, test } from "vitest";
import { unpackFacts, packFacts, type PackedFacts } from "../../../app/domain/order/facts-codec.ts";
import { noFacts } from "../../../app/domain/order/facts.ts";
import { instant } from "../../../app/domain/kernel/instant.ts";
import { processDeliveries } from "../../../app/services/inbox/process-deliveries.ts";
import type { Delivery } from "../../../app/services/ports/inbox.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { aDelivery, anOrder, aShop, inboxRows, processing, recordingSettling, store, triggered } from "./support.ts";

const db = await testDatabase();
const { settleIn } = await recordingSettling(db.pool);
const deps = processing(db, settleIn);
let shopId = 0;

beforeEach(async () => {
  await db.pool.query("TRUNCATE inbox, deliveries_seen, settled, privacy_requests, shop_sessions, activity_log");
  const tables = ["order_states", "partnerships", "offer_versions", "offers", "shops", "brands", "creators"];
  await db.pool.query(tables.map((table) => `DELETE FROM ${table}`).join("; "));
  shopId = await aShop(db.pool);
});

async function deliver(...deliveries: Delivery[]): Promise<void> {
  await store(db.pool, ...deliveries);
  while ((await processDeliveries(deps, { rows: 100, bytes: 1_000_000 })).claimed > 0);
}

const shop = async () => (await db.pool.query("SELECT * FROM shops")).rows[0];
const requests = async () => (await db.pool.query("SELECT kind, request_key, report FROM privacy_requests")).rows;
const bodies = async () => (await db.pool.query("SELECT topic, order_id, encoding FROM inbox ORDER BY id")).rows;

async function aState(orderId: number, identities: readonly string[]): Promise<void> {
  const facts = JSON.stringify(packFacts({ ...noFacts(String(orderId)), identities }));
  await db.pool.query(
    "INSERT INTO order_states (shop_id, order_id, facts, customer_key, processed_at, updated_at) VALUES ($1, $2, $3, 'k', now(), now())",
    [shopId, orderId, facts],
  );
}

async function identitiesOf(orderId: number): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ facts: string }>("SELECT facts FROM order_states WHERE order_id = $1", [
    orderId,
  ]);
  return unpackFacts(JSON.parse(rows[0]!.facts) as PackedFacts).identities;
}

test("removing the app ends the installation, and deletes its tokens", async () => {
  await db.pool.query(
    "INSERT INTO shop_sessions (id, shop_domain) VALUES ('a', 'demo.myshopify.com'), ('b', 'other.myshopify.com')",
  );
  await deliver(aDelivery("app/uninstalled", { id: 1 }), aDelivery("orders/create", anOrder(1)));
  expect(await shop()).toMatchObject({ uninstalled_at: triggered, api_status: "unauthorized", scopes: "" });
  expect((await db.pool.query("SELECT id FROM shop_sessions")).rows).toEqual([{ id: "b" }]);
});

test("a late word of a removal does not end an installation that came after it", async () => {
  await db.pool.query("UPDATE shops SET installed_at = '2026-11-21Z'");
  await deliver(aDelivery("app/uninstalled", { id: 1 }));
  expect(await shop()).toMatchObject({ uninstalled_at: null });
});

test("granted scopes are kept", async () => {
  await deliver(aDelivery("app/scopes_update", { id: 1, previous: [], current: ["read_orders", "write_discounts"] }));
  expect(await shop()).toMatchObject({ scopes: "read_orders,write_discounts" });
});

test("who asks for a customer's data gets what we hold of the orders named", async () => {
  await aState(1, ["email:abc"]);
  await deliver(aDelivery("orders/create", anOrder(1)));
  const ask = {
    shop_id: 954889,
    orders_requested: [1, 2],
    customer: { id: 191167, email: "john@example.com" },
    data_request: { id: 9999 },
  };
  await deliver(aDelivery("customers/data_request", ask), aDelivery("customers/data_request", ask));
  const held = {
    orderId: "1",
    processedAt: expect.any(String),
    identified: true,
    attribution: null,
    evidence: [],
    bodies: 1,
  };
  expect(await requests()).toEqual([
    { kind: "customers/data_request", request_key: "9999", report: { orders: [held] } },
  ]);
});

test("a customer's erasure takes bodies and hashes, and leaves strangers' and creators'", async () => {
  await db.pool.query(
    `WITH maya AS (INSERT INTO creators (handle, email_hash) VALUES ('maya', '\\x6d617961') RETURNING id),
     offer AS (INSERT INTO offers (shop_id, name) VALUES ($1, 'o') RETURNING id),
     version AS (INSERT INTO offer_versions (shop_id, offer_id, number, currency, rule, rule_hash) SELECT $1, id, 1, 'USD', '{}', '' FROM offer RETURNING id)
     INSERT INTO partnerships (shop_id, offer_id, creator_id, active_from, accepted_version_id, accepted_terms_hash, accepted_at)
     SELECT $1, offer.id, maya.id, now(), version.id, '', now() FROM offer, maya, version`,
    [shopId],
  );
  const maya = `email:${Buffer.from("maya").toString("base64url")}`;
  await aState(1, ["email:john", maya]);
  await aState(2, ["email:ann"]);
  // One by one: of those stored together nobody knows which gets the lower number.
  await deliver(aDelivery("orders/create", anOrder(1, { email: "john@example.com" })));
  await deliver(aDelivery("orders/create", anOrder(2)));
  await deliver(aDelivery("orders/create", anOrder(3, { currency: "XXZ", customer: { id: 191167 } })));
  await deliver(
    aDelivery("customers/redact", { customer: { id: 191167, email: "john@example.com" }, orders_to_redact: [1] }),
  );

  expect(await identitiesOf(1)).toEqual([maya]);
  expect(await identitiesOf(2)).toEqual(["email:ann"]);
  expect(await bodies()).toEqual([
    { topic: "orders/create", order_id: 1n, encoding: "erased" },
    { topic: "orders/create", order_id: 2n, encoding: "zstd" },
    { topic: "orders/create", order_id: null, encoding: "erased" },
    { topic: "customers/redact", order_id: null, encoding: expect.any(String) },
  ]);
  expect(await requests()).toMatchObject([{ kind: "customers/redact", report: { orders: 1, bodies: 2 } }]);
});

test("an erasure waits for deliveries that came before it", async () => {
  await store(db.pool, aDelivery("orders/create", anOrder(1)));
  await db.pool.query("UPDATE inbox SET due_at = now() + interval '1 hour'");
  await deliver(aDelivery("customers/redact", { customer: { id: 5 }, orders_to_redact: [1] }));
  expect(await inboxRows(db.pool)).toMatchObject([{ state: "pending" }, { state: "pending", attempts: 0 }]);
  expect(await requests()).toEqual([]);
  await db.pool.query("UPDATE inbox SET due_at = NULL");
  await deliver();
  expect(await bodies()).toMatchObject([{ encoding: "erased" }, { topic: "customers/redact" }]);
});

test("a shop's erasure takes every body and hash, and people's ids, once the app is gone", async () => {
  await aState(1, ["email:john"]);
  await db.pool.query(
    "INSERT INTO activity_log (shop_id, actor, action, subject) VALUES ($1, '1234', 'offer_live', 'offer:1')",
    [shopId],
  );
  await deliver(
    aDelivery("orders/create", anOrder(1)),
    aDelivery("shop/redact", { shop_id: 1 }, { webhookId: "first" }),
  );
  expect((await requests())[0]).toMatchObject({ report: { refused: "the shop has the app" } });
  expect(await identitiesOf(1)).toEqual(["email:john"]);

  await db.pool.query("UPDATE shops SET email_ciphertext = 'sealed' WHERE id = 1");
  await deliver(aDelivery("app/uninstalled", { id: 1 }));
  await deliver(aDelivery("shop/redact", { shop_id: 1 }, { triggeredAt: instant(triggered + 48 * 3_600_000) }));
  expect(await identitiesOf(1)).toEqual([]);
  expect((await db.pool.query("SELECT email_ciphertext FROM shops")).rows).toEqual([{ email_ciphertext: null }]);
  expect((await bodies()).filter(({ encoding }) => encoding !== "erased")).toMatchObject([{ topic: "shop/redact" }]);
  expect((await db.pool.query("SELECT DISTINCT actor FROM activity_log ORDER BY actor")).rows).toEqual([
    { actor: "erased" },
    { actor: "system" },
  ]);
});

test.each([
  { topic: "app/scopes_update", body: { current: "all" } },
  { topic: "customers/redact", body: { orders_to_redact: ["x'); DROP TABLE inbox; --"] } },
])("$topic with a body that is not as documented is set aside", async ({ topic, body }) => {
  await deliver(aDelivery(topic, body));
  expect(await inboxRows(db.pool)).toEqual([
    expect.objectContaining({ state: "aside", reason: expect.stringMatching(/^invalid_body: /) }),
  ]);
});
