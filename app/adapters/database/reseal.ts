import { escapeIdentifier } from "pg";
import type { Database } from "./connect.ts";
import type { Sealer } from "./encryption.ts";

/** Every column that is sealed, and the key of its table. */
const sealedColumns = [
  { table: "shop_sessions", key: "id", column: "access_token_ciphertext" },
  { table: "shop_sessions", key: "id", column: "refresh_token_ciphertext" },
  { table: "shop_sessions", key: "id", column: "online_access_info_ciphertext" },
  { table: "creators", key: "id", column: "email_ciphertext" },
  { table: "login_tokens", key: "token_hash", column: "email_ciphertext" },
  { table: "mail_outbox", key: "id", column: "message_ciphertext" },
] as const;

const batchSize = 500;

/**
 * Seals with the current key whatever was sealed with the previous one: afterwards ENCRYPTION_KEY_PREVIOUS can go.
 * Safe to run while the app runs, and again: a value that changes meanwhile is left as it came.
 *
 * @returns how many values were sealed again
 */
export async function resealAll({ pool }: Pick<Database, "pool">, sealer: Sealer): Promise<number> {
  let changed = 0;
  for (const { table, key, column } of sealedColumns) {
    const [t, k, c] = [table, key, column].map(escapeIdentifier);
    let after: unknown = null;
    for (;;) {
      const { rows } = await pool.query<{ key: unknown; sealed: Buffer }>(
        `SELECT ${k} AS key, ${c} AS sealed FROM ${t} WHERE ${c} IS NOT NULL AND ($1::text IS NULL OR ${k} > $1::${typeOf[table]})
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

const typeOf = { shop_sessions: "text", creators: "uuid", login_tokens: "bytea", mail_outbox: "bigint" } as const;

const textOf = (key: unknown): string => (Buffer.isBuffer(key) ? `\\x${key.toString("hex")}` : String(key));
