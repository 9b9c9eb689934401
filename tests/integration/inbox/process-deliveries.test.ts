import { beforeEach, expect, test } from "vitest";
import { instant } from "../../../app/domain/kernel/instant.ts";
import { processDeliveries } from "../../../app/services/inbox/process-deliveries.ts";
import { testDatabase } from "../../setup/test-database.ts";
import {
  aDelivery,
  anOrder,
  aShop,
  inboxRows,
  processing,
  recordingSettling,
  shopDomain,
  store,
  triggered,
} from "./support.ts";

const db = await testDatabase();
const { settleIn, poisoned, settled } = await recordingSettling(db.pool);
const limit = { rows: 100, bytes: 1_000_000 };
const deps = processing(db, settleIn);

beforeEach(async () => {
  await db.pool.query(
    "TRUNCATE inbox, deliveries_seen, settled, privacy_requests; DELETE FROM shops; DELETE FROM brands",
  );
  poisoned.clear();
  deps.failures.length = 0;
  await aShop(db.pool);
});

test("facts are settled once, however often a delivery comes, and their order is written down", async () => {
  const delivery = aDelivery("orders/create", anOrder(1));
  expect(await store(db.pool, delivery, delivery)).toBe(1);
  expect(await store(db.pool, delivery)).toBe(0);
  expect(await processDeliveries(deps, limit)).toEqual({ claimed: 1, aside: 0 });
  expect(await processDeliveries(deps, limit)).toEqual({ claimed: 0, aside: 0 });
  expect(await settled()).toEqual(["1"]);
  const { rows } = await db.pool.query("SELECT state, order_id FROM inbox");
  expect(rows).toEqual([{ state: "done", order_id: 1n }]);
});

test.each([
  { why: "not JSON", delivery: aDelivery("orders/create", "{"), reason: /^not_json/ },
  {
    why: "JSON in another charset",
    delivery: aDelivery("orders/create", "", { body: Buffer.from([0x22, 0xe9, 0x22]) }),
    reason: /^not_json/,
  },
  { why: "an unknown topic", delivery: aDelivery("carts/update", {}), reason: /^unknown_topic: carts\/update/ },
  {
    why: "an unknown shop",
    delivery: aDelivery("orders/create", anOrder(1), { shopDomain: "nobody.myshopify.com" }),
    reason: /^unknown_shop/,
  },
  {
    why: "an unknown currency",
    delivery: aDelivery("orders/create", anOrder(1, { currency: "XXZ" })),
    reason: /^invalid_body: currency/,
  },
  {
    why: "another currency",
    delivery: aDelivery("orders/create", anOrder(1, { currency: "EUR" })),
    reason: /^invalid_body: currency/,
  },
  {
    why: "a negative price",
    delivery: aDelivery("orders/create", anOrder(1, { line_items: [{ id: 1, quantity: 1, price: "-1" }] })),
    reason: /^invalid_body: line_items.0.price/,
  },
  {
    why: "a nested bomb",
    delivery: aDelivery("orders/create", "[".repeat(900_000) + "]".repeat(900_000)),
    reason: /^(not_json|invalid_body)/,
  },
])("$why is set aside with its reason, and its neighbour goes through", async ({ delivery, reason }) => {
  await store(db.pool, delivery, aDelivery("orders/create", anOrder(7)));
  while ((await processDeliveries(deps, limit)).claimed > 0);
  const rows = await inboxRows(db.pool);
  expect(rows.filter(({ state }) => state === "aside")).toEqual([
    expect.objectContaining({ reason: expect.stringMatching(reason), attempts: 0 }),
  ]);
  expect(await settled()).toEqual(["7"]);
});

test("a topic that needs nothing is done", async () => {
  await store(db.pool, aDelivery("orders/edited", { order_edit: { order_id: 1 } }));
  await processDeliveries(deps, limit);
  expect(await inboxRows(db.pool)).toEqual([expect.objectContaining({ state: "done" })]);
});

test("what was triggered before the app was removed still counts, what comes after does not", async () => {
  await db.pool.query("UPDATE shops SET uninstalled_at = '2026-11-20T10:00:01Z'");
  await store(
    db.pool,
    aDelivery("orders/create", anOrder(1)),
    aDelivery("orders/create", anOrder(2), { triggeredAt: (triggered + 2000) as typeof triggered }),
  );
  await processDeliveries(deps, limit);
  expect(await settled()).toEqual(["1"]);
  expect((await inboxRows(db.pool)).map(({ state }) => state).toSorted()).toEqual(["aside", "done"]);
});

test("a poisoned delivery is tried alone, later, at most five times, and its neighbours go through at once", async () => {
  poisoned.add("13");
  await store(db.pool, ...Array.from({ length: 40 }, (_, index) => aDelivery("orders/create", anOrder(index + 1))));
  await processDeliveries(deps, limit);
  expect((await settled()).map(Number).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 40 }, (_, i) => i + 1).filter((id) => id !== 13),
  );

  for (let attempt = 2; attempt <= 5; attempt++) {
    expect(await processDeliveries(deps, limit), "not before its time").toEqual({ claimed: 0, aside: 0 });
    await db.pool.query("UPDATE inbox SET due_at = now() - interval '1 second' WHERE due_at IS NOT NULL");
    expect((await processDeliveries(deps, limit)).claimed).toBe(1);
  }
  const asides = (await inboxRows(db.pool)).filter(({ state }) => state === "aside");
  expect(asides).toEqual([expect.objectContaining({ attempts: 5, reason: "failed: Error: order 13 is poison" })]);
  expect(deps.failures.at(-1)).toMatchObject({ attempts: 5, aside: true });
});

test("a damaged body is set aside in the end, and blocks nobody", async () => {
  await store(db.pool, aDelivery("orders/create", anOrder(1)), aDelivery("orders/create", anOrder(2)));
  await db.pool.query(
    "UPDATE inbox SET body = '\\xdeadbeef', encoding = 'zstd' WHERE id = (SELECT min(id) FROM inbox)",
  );
  await processDeliveries(deps, limit);
  expect(await settled()).toHaveLength(1);
  expect((await inboxRows(db.pool))[0]).toMatchObject({ state: "pending", attempts: 1 });
});

test("what is said twice of one moment is settled once, and both are done; a later word is another", async () => {
  const order = anOrder(1);
  await store(db.pool, aDelivery("orders/updated", order), aDelivery("orders/updated", order));
  await store(db.pool, aDelivery("orders/updated", order, { triggeredAt: instant(triggered + 1) }));
  await store(db.pool, aDelivery("orders/create", order), aDelivery("orders/updated", anOrder(2)));
  expect((await processDeliveries(deps, limit)).claimed).toBe(5);
  expect(await settled()).toHaveLength(4);
  const { rows } = await db.pool.query("SELECT state, order_id FROM inbox ORDER BY order_id");
  expect(rows.map(({ state, order_id }) => `${state} ${order_id}`)).toEqual([
    ...Array.from({ length: 4 }, () => "done 1"),
    "done 2",
  ]);
});

test("workers at the same time settle each delivery once", async () => {
  const deliveries = Array.from({ length: 120 }, (_, index) =>
    aDelivery("orders/updated", anOrder((index % 30) + 1), { triggeredAt: instant(triggered + index) }),
  );
  await store(db.pool, ...deliveries);
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      while ((await processDeliveries(deps, { rows: 10, bytes: 1_000_000 })).claimed > 0);
    }),
  );
  while ((await processDeliveries(deps, limit)).claimed > 0);
  expect(await settled()).toHaveLength(120);
});

test("a batch holds no more bytes than its limit, but at least one delivery", async () => {
  const big = anOrder(1, { note: "x".repeat(5_000) });
  await store(
    db.pool,
    aDelivery("orders/create", big),
    aDelivery("orders/updated", big),
    aDelivery("orders/paid", big),
  );
  expect((await processDeliveries(deps, { rows: 100, bytes: 11_000 })).claimed).toBe(2);
  expect((await processDeliveries(deps, { rows: 100, bytes: 10 })).claimed).toBe(1);
});

test("a lost connection is nobody's fault: nothing is counted, nothing is lost", async () => {
  await store(db.pool, aDelivery("orders/create", anOrder(1)));
  const cut = processing(db, (client) => async () => {
    await client.query("SELECT pg_terminate_backend(pg_backend_pid())");
  });
  await expect(processDeliveries(cut, limit)).rejects.toThrow(/terminat/);
  expect(await inboxRows(db.pool)).toEqual([expect.objectContaining({ state: "pending", attempts: 0 })]);
  await processDeliveries(deps, limit);
  expect(await settled()).toEqual(["1"]);
});

test("a shop that was installed after its deliveries came is found", async () => {
  await store(db.pool, aDelivery("orders/create", anOrder(1), { shopDomain: "late.myshopify.com" }));
  const shopId = await aShop(db.pool, "late.myshopify.com");
  await processDeliveries(deps, limit);
  const { rows } = await db.pool.query("SELECT shop_id, state FROM inbox");
  expect(rows).toEqual([{ shop_id: shopId, state: "done" }]);
  expect(shopDomain).not.toBe("late.myshopify.com");
});
