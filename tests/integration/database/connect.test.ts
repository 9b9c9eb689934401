import { expect, test } from "vitest";
import { testDatabase } from "../../setup/test-database.ts";

const db = await testDatabase();

test("a transaction is committed when its work resolves", async () => {
  await db.transaction((client) => client.query("INSERT INTO brands (name, slug) VALUES ('Kept', 'kept')"));
  expect(await db.prisma.brand.count({ where: { slug: "kept" } })).toBe(1);
});

test("a transaction is rolled back when its work rejects, and the connection is used again", async () => {
  const work = db.transaction(async (client) => {
    await client.query("INSERT INTO brands (name, slug) VALUES ('Lost', 'lost')");
    throw new Error("no");
  });
  await expect(work).rejects.toThrow("no");
  expect(await db.prisma.brand.count({ where: { slug: "lost" } })).toBe(0);
});

test("a connection cut inside a transaction rejects, and the next one works", async () => {
  const work = db.transaction(async (client) => {
    await client.query("SELECT pg_terminate_backend(pg_backend_pid())");
  });
  await expect(work).rejects.toThrow(/terminat/);
  expect((await db.pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
});

test("a connection cut while its owner does something else ends no process, and its next statement rejects", async () => {
  const client = await db.pool.connect();
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  // Not `once` of node:events: that one listens for errors as well.
  const ended = new Promise<void>((resolve) => void client.once("end", resolve));
  await db.pool.query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
  await ended;
  await expect(client.query("SELECT 1")).rejects.toThrow(/not queryable/);
  client.release();
  expect((await db.pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
});

test("pg gives bigints and milliseconds, Prisma its own types, on one pool", async () => {
  const { rows } = await db.pool.query(
    "SELECT 9007199254740993::bigint AS id, '2026-11-24T23:33:58.123Z'::timestamptz AS at, ARRAY[1, 2]::bigint[] AS many",
  );
  expect(rows).toEqual([{ id: 9_007_199_254_740_993n, at: Date.UTC(2026, 10, 24, 23, 33, 58, 123), many: [1n, 2n] }]);
  const brand = await db.prisma.brand.create({ data: { name: "Typed", slug: "typed" } });
  expect(brand.createdAt).toBeInstanceOf(Date);
});

test("a job can be added inside a transaction", async () => {
  await db.transaction((client) => client.query("SELECT graphile_worker.add_job('example', '{}')"));
  const { rows } = await db.pool.query("SELECT task_identifier FROM graphile_worker.jobs");
  expect(rows).toEqual([{ task_identifier: "example" }]);
});
