import { systemClock } from "./clock.ts";
import { createContainer } from "./container.ts";
import { EnvError, readEnv } from "./env.ts";
import { startInlineWorker } from "./inline-worker.ts";
import { createLog } from "./log.ts";

/**
 * A worker without the web server: `node app/server/worker-main.ts`. Any number may run beside web processes with
 * `WORKER=none`, on the same DATABASE_URL.
 */
async function main(): Promise<void> {
  const env = readEnv(process.env);
  if (env.DATABASE_URL === undefined) {
    throw new EnvError(
      "DATABASE_URL is missing: a worker of its own shares a database with the web process; set it for both",
    );
  }
  const log = createLog({ level: env.LOG_LEVEL });
  const container = await createContainer({ env, clock: systemClock, log });
  const worker = await startInlineWorker(container);
  log.info("worker started");

  const stop = (signal: NodeJS.Signals) => {
    log.info({ signal }, "stopping");
    void worker
      .stop()
      .then(() => container.close())
      .then(() => process.exit(0));
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

main().catch((error: unknown) => {
  const text =
    error instanceof EnvError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
});
