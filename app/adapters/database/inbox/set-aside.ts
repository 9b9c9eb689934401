import type { Instant } from "#app/domain/kernel/instant.ts";
import type { SetAside, SetAsideStore } from "#app/services/ports/set-aside.ts";
import type { Queryable } from "../connect.ts";

type Row = { id: bigint; topic: string; received_at: Instant; reason: string; attempts: number };

const isId = (text: string): boolean => /^\d{1,18}$/.test(text);

export function createSetAsideStore(db: Queryable): SetAsideStore {
  return {
    async list(shopId, { after, limit }) {
      const { rows } = await db.query<Row>(
        `SELECT id, topic, received_at, reason, attempts FROM inbox
         WHERE shop_id = $1 AND state = 'aside' AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
        [shopId, after !== null && isId(after) ? after : null, limit + 1],
      );
      const items = rows.slice(0, limit).map(read);
      return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    },

    async count(shopId) {
      const { rows } = await db.query<{ count: bigint }>(
        "SELECT count(*) FROM inbox WHERE shop_id = $1 AND state = 'aside'",
        [shopId],
      );
      return Number(rows[0]?.count ?? 0n);
    },

    async putBack(shopId, id) {
      if (!isId(id)) return false;
      const { rowCount } = await db.query(
        `UPDATE inbox SET state = 'pending', attempts = 0, due_at = NULL
         WHERE shop_id = $1 AND id = $2 AND state = 'aside' AND encoding <> 'erased'`,
        [shopId, id],
      );
      return rowCount === 1;
    },
  };
}

const read = (row: Row): SetAside => ({
  id: String(row.id),
  topic: row.topic,
  receivedAt: row.received_at,
  reason: row.reason,
  attempts: row.attempts,
});
