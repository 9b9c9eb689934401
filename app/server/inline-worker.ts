import { Logger, run } from "graphile-worker";
import { Pool } from "pg";
import { listenForBreaks } from "#app/adapters/database/connect.ts";
import type { Container } from "./container.ts";
import { periodic, periodicTasks } from "./periodic.ts";
import { createTasks } from "./tasks.ts";
import { startWorker } from "./worker.ts";

export type InlineWorker = {
  /** Says that deliveries may wait. */
  wake(): void;
  stop(): Promise<void>;
};

/** Background work: the jobs that services added, and the inbox. */
export async function startInlineWorker(container: Container): Promise<InlineWorker> {
  const { connection, settleIn, clock, log } = container;
  // Not our pool: graphile-worker writes what it reads as JSON, and our bigints are none (a failing job would end the process).
  // Nor its own: that one stops listening for errors before its connections are gone.
  const pool = new Pool({ connectionString: container.databaseUrl, max: 4 });
  listenForBreaks(pool, (error) => log.warn({ err: error }, "a connection of the jobs broke"));
  const jobs = await run({
    pgPool: pool,
    taskList: { ...createTasks(container), ...periodicTasks(container) },
    concurrency: 2,
    pollInterval: 1_000,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => log[level === "warning" ? "warn" : level]({ from: "jobs" }, message)),
    parsedCronItems: periodic(),
  });
  const deliveries = startWorker({ database: connection, settleIn, clock, log });
  return {
    wake: () => deliveries.wake(),
    stop: async () => {
      await Promise.all([jobs.stop(), deliveries.stop()]);
      await pool.end();
    },
  };
}
