import { systemClock } from "./clock.ts";
import { EnvError, readEnv } from "./env.ts";
import { createLog } from "./log.ts";
import { startApp } from "./start.ts";

/** The web process, configured by its environment: `node app/server/main.ts`. */
async function main(): Promise<void> {
  const env = readEnv(process.env);
  const log = createLog({ level: env.LOG_LEVEL });
  const app = await startApp({ env, clock: systemClock, log });

  const stop = (signal: NodeJS.Signals) => {
    log.info({ signal }, "stopping");
    void app.close().then(() => process.exit(0));
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
