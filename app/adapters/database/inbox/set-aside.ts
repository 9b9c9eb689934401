import type { Instant } from "#app/domain/kernel/instant.ts";
import type { OrderNamedIn, SetAside, SetAsideReason, SetAsideStore } from "#app/services/ports/set-aside.ts";
import type { Queryable } from "../connect.ts";
import { unpackBody } from "./body.ts";

type Row = {
  id: bigint;
  topic: string;
  received_at: Instant;
  reason: string;
  attempts: number;
  encoding: string;
  body: Buffer;
};

const isId = (text: string): boolean => /^\d{1,18}$/.test(text);

/** Bytes. A page opens each of its bodies to find the order: larger ones, which hardly exist, are left shut. */
const openedUpTo = 1_000_000;

/** What a reason begins with: its kind. */
const what = "split_part(reason, ':', 1)";
const putBack =
  "UPDATE inbox SET state = 'pending', attempts = 0, due_at = NULL WHERE shop_id = $1 AND state = 'aside'";

export function createSetAsideStore(db: Queryable, orderNamedIn: OrderNamedIn): SetAsideStore {
  return {
    async list(shopId, kind, { after, limit }) {
      const { rows } = await db.query<Row>(
        `SELECT id, topic, received_at, reason, attempts, encoding,
           CASE WHEN body_bytes <= $5 THEN body ELSE '' END AS body
         FROM inbox
         WHERE shop_id = $1 AND state = 'aside' AND ($2::bigint IS NULL OR id < $2) AND ($3::text IS NULL OR ${what} = $3)
         ORDER BY id DESC LIMIT $4`,
        [shopId, after !== null && isId(after) ? after : null, kind, limit + 1, openedUpTo],
      );
      const items = rows.slice(0, limit).map((row) => read(row, orderNamedIn));
      return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    },

    async reasons(shopId) {
      const { rows } = await db.query<SetAsideReason>(
        `SELECT ${what} AS what, count(*)::int AS count, (count(*) FILTER (WHERE encoding <> 'erased'))::int AS retryable
         FROM inbox WHERE shop_id = $1 AND state = 'aside' GROUP BY 1 ORDER BY 2 DESC, 1`,
        [shopId],
      );
      return rows;
    },

    async putBack(shopId, id) {
      if (!isId(id)) return false;
      const { rowCount } = await db.query(`${putBack} AND encoding <> 'erased' AND id = $2`, [shopId, id]);
      return rowCount === 1;
    },

    async putBackAll(shopId, kind) {
      const { rowCount } = await db.query(`${putBack} AND encoding <> 'erased' AND ${what} = $2`, [shopId, kind]);
      return rowCount ?? 0;
    },
  };
}

const read = (row: Row, orderNamedIn: OrderNamedIn): SetAside => ({
  id: String(row.id),
  topic: row.topic,
  receivedAt: row.received_at,
  reason: row.reason,
  attempts: row.attempts,
  orderId: orderOf(row, orderNamedIn),
  retryable: row.encoding !== "erased",
});

/** A body that was damaged while it lay names no order; that is often why it is here. */
function orderOf({ topic, encoding, body }: Row, orderNamedIn: OrderNamedIn): string | null {
  try {
    return orderNamedIn(topic, unpackBody(encoding, body));
  } catch {
    return null;
  }
}
