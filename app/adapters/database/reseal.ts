import { escapeIdentifier } from "pg";
import type { Database } from "./connect.ts";
import type { Sealer } from "./encryption.ts";

type SealedColumn = { table: string; column: string; key: string; key_type: string };

/** Every column named `…_ciphertext`, with its table's key: a new one is found by its name. */
const findColumns = `
  SELECT t.relname AS table, c.attname AS column, k.attname AS key, format_type(k.atttypid, NULL) AS key_type
  FROM pg_class t
  JOIN pg_attribute c ON c.attrelid = t.oid AND c.attname LIKE '%\\_ciphertext' AND NOT c.attisdropped
  JOIN pg_index i ON i.indrelid = t.oid AND i.indisprimary AND i.indnkeyatts = 1
  JOIN pg_attribute k ON k.attrelid = t.oid AND k.attnum = i.indkey[0]
  WHERE t.relnamespace = 'public'::regnamespace AND t.relkind = 'r'
  ORDER BY t.relname, c.attname`;

export async function sealedColumns({ pool }: Pick<Database, "pool">): Promise<SealedColumn[]> {
  return (await pool.query<SealedColumn>(findColumns)).rows;
}

const batchSize = 500;

/**
 * Seals with the current key whatever was sealed with the previous one: afterwards ENCRYPTION_KEY_PREVIOUS can go.
 * Safe to run while the app runs, and again: a value that changes meanwhile is left as it came.
 *
 * @returns how many values were sealed again
 */
export async function resealAll({ pool }: Pick<Database, "pool">, sealer: Sealer): Promise<number> {
  let changed = 0;
  for (const { table, key, column, key_type: type } of await sealedColumns({ pool })) {
    const [t, k, c] = [table, key, column].map(escapeIdentifier);
    let after: unknown = null;
    for (;;) {
      const { rows } = await pool.query<{ key: unknown; sealed: Buffer }>(
        `SELECT ${k} AS key, ${c} AS sealed FROM ${t} WHERE ${c} IS NOT NULL AND ($1::text IS NULL OR ${k} > $1::${type})
         ORDER BY ${k} LIMIT ${batchSize}`,
        [after],
      );
      for (const row of rows.filter(({ sealed }) => !sealer.isCurrent(sealed))) {
        const again = sealer.seal(sealer.open(row.sealed));
        const update = `UPDATE ${t} SET ${c} = $3 WHERE ${k} = $1 AND ${c} = $2`;
        const { rowCount } = await pool.query(update, [row.key, row.sealed, Buffer.from(again)]);
        changed += rowCount ?? 0;
      }
      if (rows.length < batchSize) break;
      after = textOf(rows.at(-1)?.key);
    }
  }
  return changed;
}

const textOf = (key: unknown): string => (Buffer.isBuffer(key) ? `\\x${key.toString("hex")}` : String(key));
