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

/** The shops that have the app. */
export async function installedShops(client: Queryable): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>("SELECT id FROM shops WHERE uninstalled_at IS NULL ORDER BY id");
  return rows.map(({ id }) => id);
}
