import type { JobQueue } from "#app/services/ports/jobs.ts";
import { dateOf, type Db } from "./db.ts";

/** `add_job` is a function of graphile-worker inside Postgres, so a job belongs to the transaction that adds it. */
export function createJobQueue(db: Db): JobQueue {
  return {
    async add(name, payload, options = {}) {
      const runAt = options.runAt === undefined ? null : dateOf(options.runAt);
      await db.$executeRaw`
        SELECT graphile_worker.add_job(
          ${name}, ${JSON.stringify(payload)}::json,
          run_at => ${runAt}::timestamptz, job_key => ${options.key ?? null}, job_key_mode => 'replace')`;
    },
  };
}
