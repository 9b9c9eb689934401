import { Logger, run } from "graphile-worker";
import type { Container } from "./container.ts";
import { createTasks } from "./tasks.ts";

/** Background work inside the web process. */
export async function startInlineWorker(container: Container): Promise<{ stop(): Promise<void> }> {
  const runner = await run({
    pgPool: container.connection.pool,
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
