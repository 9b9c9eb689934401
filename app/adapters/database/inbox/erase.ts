import type { CustomerTraces } from "#app/services/ports/privacy.ts";
import type { Queryable } from "../connect.ts";
import { unpackBody } from "./body.ts";

/** Empties the stored bodies of orders, or of everything that a shop sent. The row stays: it tells a repetition's fate. */
export async function eraseBodies(
  client: Queryable,
  shopId: number,
  which: { orderIds: readonly string[]; rows: readonly bigint[] } | "all",
): Promise<number> {
  const { orderIds, rows } = which === "all" ? { orderIds: null, rows: null } : which;
  const { rowCount } = await client.query(
    `UPDATE inbox SET body = '', encoding = 'erased'
     WHERE shop_id = $1 AND state <> 'pending' AND encoding <> 'erased'
       AND (($2::bigint[] IS NULL AND $3::bigint[] IS NULL) OR order_id = ANY ($2) OR id = ANY ($3))`,
    [shopId, orderIds, rows],
  );
  return rowCount ?? 0;
}

/**
 * Rows that were never read as an order, and name the customer or one of the orders all the same: set aside ones, and
 * requests about that customer. They are opened one by one; there are few.
 */
export async function unreadNaming(client: Queryable, shopId: number, traces: CustomerTraces): Promise<bigint[]> {
  const named = [...traces.orderIds, ...(traces.customerId === null ? [] : [traces.customerId])];
  if (named.length === 0) return [];
  const pattern = new RegExp(`(?<!\\d)(${named.join("|")})(?!\\d)`);
  const { rows } = await client.query<{ id: bigint; encoding: string; body: Buffer }>(
    `SELECT id, encoding, body FROM inbox
     WHERE shop_id = $1 AND order_id IS NULL AND state <> 'pending' AND encoding <> 'erased'`,
    [shopId],
  );
  return rows.filter((row) => pattern.test(readable(row))).map(({ id }) => id);
}

/** What cannot be unpacked can name nobody. */
function readable({ encoding, body }: { encoding: string; body: Buffer }): string {
  try {
    return Buffer.from(unpackBody(encoding, body)).toString("latin1");
  } catch {
    return "";
  }
}
