import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, expect, test } from "vitest";
import { emptyDatabase } from "../../setup/test-database.ts";

const root = path.join(import.meta.dirname, "../../..");
const folders: string[] = [];
const databases: { drop(): Promise<void> }[] = [];
afterAll(async () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  for (const each of databases) await each.drop();
});

/** Our Prisma with other models and migrations. */
function project(model: string, migrations: Record<string, string>): string {
  const folder = mkdtempSync(path.join(tmpdir(), "fairshare-prisma-"));
  folders.push(folder);
  for (const file of ["prisma.config.ts", "scripts/schema-engine.mjs", "scripts/schema-engine"])
    cpSync(path.join(root, file), path.join(folder, file), { recursive: true });
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  mkdirSync(path.join(folder, "prisma/migrations"), { recursive: true });
  writeFileSync(path.join(folder, "prisma/schema.prisma"), `datasource db {\n  provider = "postgresql"\n}\n${model}`);
  writeFileSync(path.join(folder, "prisma/migrations/migration_lock.toml"), 'provider = "postgresql"\n');
  for (const [name, sql] of Object.entries(migrations)) {
    mkdirSync(path.join(folder, "prisma/migrations", name));
    writeFileSync(path.join(folder, "prisma/migrations", name, "migration.sql"), sql);
  }
  return folder;
}

type Ended = { code: number | null; output: string };

function run(folder: string, args: readonly string[], env: Record<string, string>, input?: string): Promise<Ended> {
  const child = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, NO_COLOR: "1", ...env } });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  child.stdin.end(input);
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, output })));
}

const prisma = (folder: string, args: string, env: Record<string, string>): Promise<Ended> =>
  run(folder, ["node_modules/prisma/build/index.js", ...args.split(" ")], env);

async function database(): Promise<string> {
  const made = await emptyDatabase();
  databases.push(made);
  return made.url;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql).finally(() => client.end());
  return rows;
}

const things = 'model Thing {\n  id Int @id\n  kind Kind\n  @@map("things")\n}\nenum Kind {\n  a\n  b\n}\n';
const thingsSql = `
CREATE TYPE "Kind" AS ENUM ('a', 'b');
CREATE TABLE "things" ("id" INTEGER NOT NULL, "kind" "Kind" NOT NULL, CONSTRAINT "things_pkey" PRIMARY KEY ("id"));
CREATE FUNCTION "two"() RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 'one; two'; END $$;
`;
const drift = "migrate diff --from-migrations prisma/migrations --to-schema prisma --exit-code";

test("a migration with semicolons in bodies and texts is applied whole, and recorded", async () => {
  const url = await database();
  const folder = project(things, { "1_things": thingsSql });
  expect(await prisma(folder, "migrate deploy", { DATABASE_URL: url })).toMatchObject({ code: 0 });
  expect(await query(url, "SELECT two()")).toEqual([{ two: "one; two" }]);
  expect(await query(url, "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL")).toEqual([
    { migration_name: "1_things" },
  ]);
});

test("a migration that fails says why, and is not taken for applied", async () => {
  const url = await database();
  const folder = project(things, { "1_things": "SELECT nothing_of_the_kind();" });
  const { code, output } = await prisma(folder, "migrate deploy", { DATABASE_URL: url });
  expect(code).toBe(1);
  expect(output).toContain("nothing_of_the_kind");
  expect(await query(url, "SELECT 1 FROM _prisma_migrations WHERE finished_at IS NOT NULL")).toEqual([]);
});

test("drift: 0 when migrations and schema agree, 2 when they do not; no shadow database is left", async () => {
  const url = await database();
  const agree = project(things, { "1_things": thingsSql });
  expect(await prisma(agree, drift, { DATABASE_URL: url })).toMatchObject({ code: 0 });

  const differ = project(things.replace("id Int @id", "id Int @id\n  name String"), { "1_things": thingsSql });
  const { code, output } = await prisma(differ, drift, { DATABASE_URL: url });
  expect(code).toBe(2);
  expect(output).toContain("Added column `name`");
  expect(await query(url, "SELECT datname FROM pg_database WHERE datname LIKE 'prisma_migrate_shadow%'")).toEqual([]);
});

test("a given shadow database is emptied; the main one, under another spelling, is refused as shadow", async () => {
  const url = await database();
  const shadow = await database();
  await query(shadow, "CREATE TABLE dirt (id int)");
  const folder = project(things, { "1_things": thingsSql });
  const env = { DATABASE_URL: url, SHADOW_DATABASE_URL: shadow };
  expect(await prisma(folder, drift, env)).toMatchObject({ code: 0 });
  expect(await query(shadow, "SELECT to_regclass('dirt') AS dirt")).toEqual([{ dirt: null }]);

  const same = url.replace("127.0.0.1", "localhost");
  const { code, output } = await prisma(folder, drift, { ...env, SHADOW_DATABASE_URL: same });
  expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining("must be another database") });
});

test("a database that does not exist is made by migrate deploy", async () => {
  const url = new URL(await database());
  const name = `${url.pathname.slice(1)}_new`;
  databases.push({ drop: async () => void (await query(url.href, `DROP DATABASE IF EXISTS "${name}"`)) });
  const fresh = new URL(url);
  fresh.pathname = `/${name}`;
  databases.reverse(); // dropped before the database it is dropped from
  const folder = project(things, { "1_things": thingsSql });
  expect(await prisma(folder, "migrate deploy", { DATABASE_URL: fresh.href })).toMatchObject({ code: 0 });
  expect(await query(fresh.href, "SELECT count(*)::int AS n FROM things")).toEqual([{ n: 0 }]);
});

test("an unreachable database is named as Prisma names it", async () => {
  const folder = project(things, { "1_things": thingsSql });
  const { code, output } = await prisma(folder, "migrate deploy", { DATABASE_URL: "postgres://u@127.0.0.1:1/none" });
  expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining("P1001") });
});

test("without DATABASE_URL the message says so", async () => {
  const folder = project(things, { "1_things": thingsSql });
  const { code, output } = await prisma(folder, "migrate diff --from-empty --to-schema prisma", { DATABASE_URL: "" });
  expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining("DATABASE_URL is not set") });
});

const call = (params: unknown) =>
  `${JSON.stringify({ jsonrpc: "2.0", id: 7, method: "getDatabaseVersion", params })}\n`;

test("it says its version, answers JSON-RPC until its input ends, and tells a panic by its exit code", async () => {
  const engine = path.join(root, "scripts/schema-engine.mjs");
  expect((await run(root, [engine, "--version"], {})).output).toMatch(/^schema-engine-cli [0-9a-f]+ \(wasm\)\n$/);

  const url = await database();
  const args = [engine, "--datasource", JSON.stringify({ url })];
  const { code, output } = await run(root, args, {}, call({ datasource: { tag: "ConnectionString", url } }));
  expect(code).toBe(0);
  expect(JSON.parse(output)).toEqual({ jsonrpc: "2.0", id: 7, result: expect.stringContaining("PostgreSQL") });

  const panicked = await run(root, args, {}, call({}));
  expect(panicked).toMatchObject({ code: 101, output: expect.stringContaining("missing field `datasource`") });
});
