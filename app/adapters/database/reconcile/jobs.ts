import type { JobName } from "#app/services/ports/jobs.ts";
import type { Queryable } from "../connect.ts";

export type ShopJob = Extract<JobName, "reconcile-orders" | "sweep-orders" | "back-fill-orders" | "fetch-order-facts">;

/** Work that reads many orders gives way to what people wait for; a lower number goes first. */
const behindOthers = 10;

/** A job that waits longer than this stands beside the one that is wanted at once. */
const laterMs = 5_000;

/**
 * Adds a shop's job, inside the caller's transaction where there is one. One waits at a time, and one more for later; asked
 * for again, it keeps its turn.
 */
export async function addShopJob(client: Queryable, name: ShopJob, shopId: number, delayMs = 0): Promise<void> {
  await client.query(
    `SELECT graphile_worker.add_job($1, json_build_object('shopId', $2::int), run_at => now() + $3::float8 * interval '1 ms',
       job_key => $4, job_key_mode => 'preserve_run_at', priority => $5)`,
    [name, shopId, delayMs, `${name}:${shopId}${delayMs > laterMs ? ":later" : ""}`, behindOthers],
  );
}

/** Adds the jobs that something waits for, should one have been lost: its shop's token was not accepted for a while. */
export async function addUnfinished(client: Queryable): Promise<void> {
  const { rows } = await client.query<{ id: number; name: ShopJob }>(
    `SELECT s.id, w.name FROM shops s CROSS JOIN LATERAL (
       SELECT 'fetch-order-facts' AS name WHERE EXISTS (SELECT 1 FROM order_facts_wanted WHERE shop_id = s.id)
       UNION ALL
       SELECT 'back-fill-orders' WHERE EXISTS (
         SELECT 1 FROM reconciliations WHERE shop_id = s.id AND kind = 'back_fill' AND state = 'running')
     ) w WHERE s.uninstalled_at IS NULL ORDER BY s.id`,
  );
  for (const { id, name } of rows) await addShopJob(client, name, id);
}

/** The shops that have the app. */
export async function installedShops(client: Queryable): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>("SELECT id FROM shops WHERE uninstalled_at IS NULL ORDER BY id");
  return rows.map(({ id }) => id);
}
