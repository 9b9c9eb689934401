import type { JobName, JobQueue, Jobs } from "#app/services/ports/jobs.ts";
import { queryableOf, type Queryable } from "./connect.ts";
import type { Db } from "./db.ts";
import { instantText } from "./types.ts";

/** `add_job` is a function of graphile-worker inside Postgres, so a job belongs to the transaction that adds it. */
export const createJobQueue = (db: Db): JobQueue => ({
  add: (name, payload, options) => addJob(queryableOf(db), name, payload, options),

  async addEach(name, jobs) {
    await queryableOf(db).query(
      `SELECT count(added.id)
       FROM jsonb_to_recordset($2::jsonb) AS job (payload json, key text)
       CROSS JOIN LATERAL graphile_worker.add_job($1, job.payload, job_key => job.key, job_key_mode => 'replace') AS added`,
      [name, JSON.stringify(jobs)],
    );
  },
});

/** For transactions of `pg`'s: see `JobQueue.add`. */
export async function addJob<Name extends JobName>(
  client: Queryable,
  name: Name,
  payload: Jobs[Name],
  options: Parameters<JobQueue["add"]>[2] = {},
): Promise<void> {
  await client.query(
    `SELECT id FROM graphile_worker.add_job(
       $1, $2::json, run_at => $3::timestamptz, job_key => $4, job_key_mode => 'replace')`,
    [
      name,
      JSON.stringify(payload),
      options.runAt === undefined ? null : instantText(options.runAt),
      options.key ?? null,
    ],
  );
}
