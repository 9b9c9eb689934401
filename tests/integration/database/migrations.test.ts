import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { openDatabase } from "../../../app/adapters/database/connect.ts";
import { driftReport, migrate } from "../../../app/adapters/database/migrate.ts";
import { emptyDatabase } from "../../setup/test-database.ts";

const empty = await emptyDatabase();
const db = openDatabase({ url: empty.url, max: 2 });
afterAll(async () => {
  await db.close();
  await empty.drop();
});

test("an empty database is brought up to date, and again, by two at once", async () => {
  await Promise.all([migrate(empty.url), migrate(empty.url)]);
  await migrate(empty.url);
  const { rows } = await db.pool.query(
    "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY finished_at",
  );
  const folders = readdirSync(path.join(import.meta.dirname, "../../../prisma/migrations"), { withFileTypes: true });
  const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(rows.map((row) => row.migration_name)).toEqual(names);
  expect((await db.pool.query("SELECT count(*) AS jobs FROM graphile_worker.jobs")).rows).toEqual([{ jobs: 0n }]);
});

const edit = (checksum: string) =>
  db.pool.query<{ before: string }>(
    `UPDATE _prisma_migrations AS m SET checksum = $1 FROM _prisma_migrations AS b
     WHERE m.id = b.id AND m.migration_name = '20261124230000_init' RETURNING b.checksum AS before`,
    [checksum],
  );

test("a migration edited after it was applied is told, with the remedy", async () => {
  const { rows } = await edit("another");
  await expect(migrate(empty.url)).rejects.toThrow("20261124230000_init was edited after this database applied it");
  await edit(rows[0]!.before);
  await migrate(empty.url);
});

test("migrations and schema say the same", async () => {
  expect(await driftReport(empty.url)).toMatchObject({ drifted: false });
});

/** Tables without a shop: what is above the shops, of people across them, or of deliveries before their shop is known. */
const aboveShops = [
  "_prisma_migrations",
  "brands",
  "creator_sessions",
  "creators",
  "deliveries_seen",
  "login_tokens",
  "mail_outbox",
  "payout_methods",
  "sealed_keys",
  "shop_sessions",
  "shops",
  "visitor_salts",
];

test("every other table carries its shop, and every reference between two of them does, too", async () => {
  const { rows: tables } = await db.pool.query<{ name: string; shop: boolean }>(`
    SELECT t.relname AS name, EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'shop_id') AS shop
    FROM pg_class t WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p') AND NOT t.relispartition ORDER BY 1`);
  expect(tables.filter(({ shop }) => !shop).map(({ name }) => name)).toEqual(aboveShops);

  const { rows: bare } = await db.pool.query(`
    SELECT c.conname FROM pg_constraint c
    WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
      AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attname = 'shop_id')
      AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.confrelid AND a.attname = 'shop_id')
      AND NOT EXISTS (
        SELECT FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attname = 'shop_id' AND a.attnum = ANY (c.conkey))`);
  expect(bare).toEqual([]);
});

test("money is bigint beside a currency, instants have a zone", async () => {
  const { rows } = await db.pool.query(`
    SELECT table_name, column_name, data_type FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' AND (
      (column_name LIKE '%\\_minor' AND data_type <> 'bigint')
      OR data_type IN ('real', 'double precision', 'numeric', 'money', 'timestamp without time zone'))`);
  expect(rows).toEqual([]);
});
