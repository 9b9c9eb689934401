import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import type { Pool } from "pg";
import { openDatabase, type Database } from "../../../app/adapters/database/connect.ts";
import { provideDatabase } from "../../../app/adapters/database/provide.ts";

export type BenchDatabase = Database & { url: string; stop(): Promise<void> };

/** A database of its own in a temporary folder, durable as in production; or DATABASE_URL's, which is emptied of nothing. */
export async function benchDatabase(): Promise<BenchDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), "fairshare-bench-"));
  const provided = await provideDatabase({
    url: process.env["DATABASE_URL"],
    dataDir: path.join(folder, "postgres"),
  });
  const database = openDatabase({ url: provided.url });
  const stop = async () => {
    await database.close();
    await provided.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...database, url: provided.url, stop };
}

const shown = [
  "server_version",
  "fsync",
  "synchronous_commit",
  "full_page_writes",
  "wal_compression",
  "shared_buffers",
  "max_wal_size",
  "checkpoint_timeout",
  "backend_flush_after",
  "default_toast_compression",
];

/** What a reader needs to compare figures: cores, Node, and Postgres' settings. */
export async function surroundings(pool: Pool): Promise<object> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    "SELECT name, current_setting(name) AS setting FROM pg_settings WHERE name = ANY ($1) ORDER BY name",
    [shown],
  );
  return {
    cores: cpus().length,
    node: process.version,
    postgres: Object.fromEntries(rows.map(({ name, setting }) => [name, setting])),
  };
}
