import type { Pool } from "pg";
import { settledTables } from "../pipeline/stage.ts";

/** Far from the ids of every other order of the bench. */
const apart = 10_000_000_000n;

/**
 * Multiplies what is stored: every settled row again, `times` over, as orders of their own by customers of their own. With
 * indexes, but without the triggers and foreign keys, which the rows that are copied have passed.
 *
 * @param after how many copies there are already
 */
export async function multiply(pool: Pool, times: number, after = 0): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("SET session_replication_role = replica");
    for (const table of settledTables) {
      const columns = await columnsOf(client, table);
      const copied = columns.map(copyOf);
      await client.query(
        `INSERT INTO ${table} (${columns.join(", ")})
         SELECT ${copied.join(", ")} FROM bench_${table}, generate_series($2::int + 1, $2::int + $1::int) AS copy`,
        [times, after],
      );
    }
  } finally {
    await client.query("RESET session_replication_role");
    client.release();
  }
}

type Queryable = Pick<Pool, "query">;

async function columnsOf(db: Queryable, table: string): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [table],
  );
  return rows.map(({ name }) => name).filter((name) => name !== "id");
}

function copyOf(column: string): string {
  if (column === "order_id") return `order_id + copy * ${apart}`;
  if (column === "customer_key") return "customer_key || '/' || copy";
  if (column === "idempotency_key") return "idempotency_key || '/' || copy";
  return column;
}
