import type { Pool } from "pg";
import { settledTables } from "./stage.ts";

/** Keeps the rows that settling came to. */
export async function keepFinalRows(pool: Pool): Promise<void> {
  for (const table of settledTables) {
    await pool.query(
      `DROP TABLE IF EXISTS bench_${table}; CREATE UNLOGGED TABLE bench_${table} AS SELECT * FROM ${table}`,
    );
  }
}

/** What Postgres itself needs for the same rows: one statement a table, with its indexes, constraints and triggers. */
export async function insertFinalRows(pool: Pool): Promise<void> {
  for (const table of settledTables) await pool.query(`INSERT INTO ${table} SELECT * FROM bench_${table}`);
}
