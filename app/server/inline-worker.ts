import { Logger, run } from "graphile-worker";
import type { Container } from "./container.ts";
import { createTasks } from "./tasks.ts";

/** Background work inside the web process. */
export async function startInlineWorker(container: Container): Promise<{ stop(): Promise<void> }> {
  const runner = await run({
    // Not our pool: graphile-worker writes what it reads as JSON, and our bigints are none (a failing job would end the process).
    connectionString: container.databaseUrl,
    maxPoolSize: 4,
    taskList: createTasks(container),
    concurrency: 2,
    pollInterval: 1_000,
    noHandleSignals: true,
    logger: new Logger(
      () => (level, message) => container.log[level === "warning" ? "warn" : level]({ from: "jobs" }, message),
    ),
    parsedCronItems: [],
  });
  return { stop: () => runner.stop() };
}
