import { expect, test } from "vitest";
import { keepInbox } from "../../../app/adapters/database/inbox/partitions.ts";
import { DAY_MS, instant } from "../../../app/domain/kernel/instant.ts";
import { processDeliveries } from "../../../app/services/inbox/process-deliveries.ts";
import { testDatabase } from "../../setup/test-database.ts";
import { aDelivery, anOrder, aShop, processing, recordingSettling, store } from "./support.ts";

const db = await testDatabase();
const { settleIn, settled } = await recordingSettling(db.pool);
const deps = processing(db, settleIn);
const now = instant(Date.now());
const days = (count: number) => instant(now + count * DAY_MS);

const partitions = async () => {
  const sql = "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'inbox'::regclass ORDER BY 1";
  return (await db.pool.query<{ name: string }>(sql)).rows.map(({ name }) => name);
};
const nameOf = (at: number) => `inbox_p${new Date(at).toISOString().slice(0, 10).replaceAll("-", "")}`;

test("days get their partitions ahead, by several processes at once, and deliveries go there", async () => {
  await Promise.all([1, 2, 3].map(() => keepInbox(db.pool, now)));
  expect(await partitions()).toEqual(["inbox_default", ...Array.from({ length: 8 }, (_, day) => nameOf(days(day)))]);
  await aShop(db.pool);
  await store(db.pool, aDelivery("orders/create", anOrder(1)));
  const { rows } = await db.pool.query("SELECT tableoid::regclass::text AS name FROM inbox");
  expect(rows).toEqual([{ name: nameOf(now) }]);
});

test("a day past its time is dropped once nothing of it waits; old repetitions are forgotten", async () => {
  await keepInbox(db.pool, days(6));
  expect((await db.pool.query("SELECT 1 FROM deliveries_seen")).rows).toHaveLength(1);
  await keepInbox(db.pool, days(31));
  expect(await partitions(), "a delivery of that day still waits").toContain(nameOf(now));
  await processDeliveries(deps, { rows: 10, bytes: 1_000_000 });
  expect(await settled()).toEqual(["1"]);
  await keepInbox(db.pool, days(31));
  expect(await partitions()).not.toContain(nameOf(now));
  expect((await db.pool.query("SELECT 1 FROM deliveries_seen")).rows).toHaveLength(0);
});

test("a delivery of a day without a partition is stored all the same, and goes in its time", async () => {
  await store(db.pool, aDelivery("orders/create", anOrder(2)));
  await db.pool.query("UPDATE inbox SET received_at = '2020-01-01Z'");
  await keepInbox(db.pool, instant(Date.parse("2020-01-01T12:00:00Z")));
  expect(await partitions()).not.toContain("inbox_p20200101");
  await processDeliveries(deps, { rows: 10, bytes: 1_000_000 });
  expect(await settled()).toEqual(["1", "2"]);
  await keepInbox(db.pool, now);
  expect((await db.pool.query("SELECT 1 FROM inbox")).rows).toHaveLength(0);
});
