import type { Pool } from "pg";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { ReconciliationStore } from "#app/services/ports/reconciliation.ts";
import { instantText } from "../types.ts";

type Counts = Pick<ReconciliationStore, "checkedUntil" | "count" | "mark">;

export const dayOf = (at: Instant): string => instantText(at).slice(0, 10);

/** A row a shop, kind and UTC day; the counts of a day's runs add up in it. */
export function reconciliationCounts(pool: Pick<Pool, "query">): Counts {
  return {
    async checkedUntil(shopId) {
      const { rows } = await pool.query<{ until: Instant | null }>(
        "SELECT max(checked_until) AS until FROM reconciliations WHERE shop_id = $1 AND kind = 'recent'",
        [shopId],
      );
      return rows[0]?.until ?? null;
    },

    async count(shopId, kind, at, { compared, missing, newer }) {
      // One that takes several steps is counted on the day that it began.
      const { rowCount } = await pool.query(
        `UPDATE reconciliations SET compared = compared + $3, missing = missing + $4, newer = newer + $5
         WHERE shop_id = $1 AND kind = $2::reconciliation_kind AND kind <> 'recent' AND state = 'running'`,
        [shopId, kind, compared, missing, newer],
      );
      if (rowCount !== 0) return;
      await pool.query(
        `INSERT INTO reconciliations AS r (shop_id, kind, day, state, from_at, compared, missing, newer, started_at)
         VALUES ($1, $2::reconciliation_kind, $3, 'done', $4, $5, $6, $7, $4)
         ON CONFLICT (shop_id, kind, day) DO UPDATE SET compared = r.compared + excluded.compared,
           missing = r.missing + excluded.missing, newer = r.newer + excluded.newer`,
        [shopId, kind, dayOf(at), instantText(at), compared, missing, newer],
      );
    },

    async mark(shopId, at, { from, until }) {
      await pool.query(
        `INSERT INTO reconciliations AS r (shop_id, kind, day, state, from_at, checked_until, started_at, finished_at)
         VALUES ($1, 'recent', $2, 'done', $3, $4, $5, $5)
         ON CONFLICT (shop_id, kind, day) DO UPDATE SET from_at = least(r.from_at, excluded.from_at),
           checked_until = greatest(r.checked_until, excluded.checked_until), finished_at = excluded.finished_at`,
        [shopId, dayOf(at), instantText(from), instantText(until), instantText(at)],
      );
    },
  };
}
