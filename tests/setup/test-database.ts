import { randomBytes } from "node:crypto";
import { Client, escapeIdentifier } from "pg";
import { afterAll, inject } from "vitest";
import { openDatabase, type Database } from "../../app/adapters/database/connect.ts";

export type TestDatabase = Database & { url: string };

/**
 * A migrated, empty database for one test file, dropped when the file is done.
 *
 *     const db = await testDatabase();   // at the top of the file, or in beforeAll
 */
export async function testDatabase({ max = 10 }: { max?: number } = {}): Promise<TestDatabase> {
  const { url, drop } = await migratedDatabase();
  const database = openDatabase({ url, max });
  afterAll(async () => {
    await database.close();
    await drop();
  });
  return { ...database, url };
}

/** A migrated, empty database for a process that opens it by itself; the caller drops it. */
export async function migratedDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  return copyDatabase(inject("templateUrl"));
}

/** A database to do anything to; the caller drops it. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  return copyDatabase(null);
}

async function copyDatabase(template: string | null): Promise<{ url: string; drop(): Promise<void> }> {
  const server = new URL(inject("templateUrl"));
  server.pathname = "/postgres";
  const name = `fairshare_test_${randomBytes(6).toString("hex")}`;
  const source = template === null ? "template0" : decodeURIComponent(new URL(template).pathname.slice(1));
  await run(server.href, `CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(source)}`);
  const url = new URL(server.href);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => run(server.href, `DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`),
  };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
