import type { Pool } from "pg";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { ReconciliationStore } from "#app/services/ports/reconciliation.ts";
import { instantText } from "../types.ts";
import { dayOf } from "./counts.ts";

type Steps = Pick<ReconciliationStore, "begin" | "underWay" | "moveTo" | "end">;

/** Those that take several steps: at most one of a kind is under way in a shop. */
export function reconciliationSteps(pool: Pick<Pool, "query">): Steps {
  return {
    async begin(shopId, kind, at, { from, place }) {
      const { rowCount } = await pool.query(
        `INSERT INTO reconciliations AS r (shop_id, kind, day, state, from_at, place, started_at)
         SELECT $1, $2::reconciliation_kind, $3::date, 'running', $4::timestamptz, $5, $6::timestamptz
         WHERE NOT EXISTS (SELECT 1 FROM reconciliations
           WHERE shop_id = $1 AND kind = $2::reconciliation_kind AND state = 'running')
         ON CONFLICT (shop_id, kind, day) DO UPDATE SET state = 'running', from_at = excluded.from_at,
           place = excluded.place, failure = NULL, started_at = excluded.started_at, finished_at = NULL
         WHERE r.state <> 'running'`,
        [shopId, kind, dayOf(at), instantText(from), place, instantText(at)],
      );
      return rowCount === 1;
    },

    async underWay(shopId, kind) {
      const { rows } = await pool.query<{ from_at: Instant; place: string | null }>(
        `SELECT from_at, place FROM reconciliations
         WHERE shop_id = $1 AND kind = $2::reconciliation_kind AND state = 'running' ORDER BY day LIMIT 1`,
        [shopId, kind],
      );
      const [row] = rows;
      return row === undefined ? null : { from: row.from_at, place: row.place };
    },

    async moveTo(shopId, kind, place) {
      await pool.query(
        `UPDATE reconciliations SET place = $3
         WHERE shop_id = $1 AND kind = $2::reconciliation_kind AND state = 'running'`,
        [shopId, kind, place],
      );
    },

    async end(shopId, kind, at, failure) {
      await pool.query(
        `UPDATE reconciliations SET state = CASE WHEN $3::text IS NULL THEN 'done' ELSE 'failed' END::reconciliation_state,
           failure = $3, place = NULL, finished_at = $4
         WHERE shop_id = $1 AND kind = $2::reconciliation_kind AND state = 'running'`,
        [shopId, kind, failure, instantText(at)],
      );
    },
  };
}
