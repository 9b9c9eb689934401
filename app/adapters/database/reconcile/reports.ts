import type { Instant } from "#app/domain/kernel/instant.ts";
import type { ReconciliationFigures, ReconciliationReports } from "#app/services/ports/reconciliation.ts";
import type { Queryable } from "../connect.ts";
import { instantText } from "../types.ts";

type Row = Omit<ReconciliationFigures, "lastAt" | "from"> & { last_at: Instant; from_at: Instant };

export function reconciliationReports(client: Queryable): ReconciliationReports {
  return {
    async figures(shopId, since) {
      const { rows } = await client.query<Row>(
        `SELECT DISTINCT ON (kind) kind, state, failure, from_at, coalesce(finished_at, started_at) AS last_at,
           (sum(compared) OVER of_kind)::int AS compared, (sum(missing) OVER of_kind)::int AS missing,
           (sum(newer) OVER of_kind)::int AS newer, (sum(chargebacks) OVER of_kind)::int AS chargebacks
         FROM reconciliations WHERE shop_id = $1 AND (day >= $2::timestamptz::date OR state = 'running')
         WINDOW of_kind AS (PARTITION BY kind) ORDER BY kind, day DESC`,
        [shopId, instantText(since)],
      );
      return rows.map(({ last_at, from_at, ...row }) => ({ ...row, from: from_at, lastAt: last_at }));
    },
  };
}
