import { createContainer, type Container } from "./container.ts";
import type { Clock } from "./clock.ts";
import type { Env } from "./env.ts";
import { createHttpServer, drain, listen } from "./http.ts";
import type { Log } from "./log.ts";
import { startInlineWorker, type InlineWorker } from "./inline-worker.ts";
import { openDoors } from "./open-doors.ts";
import { createPages } from "./pages.ts";
import { builtPages, type PageHandler } from "./remix.ts";

export type RunningApp = {
  /** Where this process listens; the public address is `SHOPIFY_APP_URL`. */
  url: string;
  container: Container;
  /** Finishes what is under way, then stops; safe to call twice. */
  close(): Promise<void>;
};

export type StartOptions = {
  env: Env;
  clock: Clock;
  log: Log;
  /** Pages from another source than the build; `npm run dev` passes Vite's. */
  pages?: (container: Container) => Promise<PageHandler>;
};

const graceMs = 10_000;

/** Starts the web server and, unless `WORKER=none`, the worker inside the same process. */
export async function startApp({ env, clock, log, pages = builtPages }: StartOptions): Promise<RunningApp> {
  const container = await createContainer({ env, clock, log });
  let draining = false;
  try {
    const remix = await pages(container);
    let background: InlineWorker | undefined;
    const doors = openDoors(container, () => background?.wake());
    const server = createHttpServer(doors.doors, createPages({ container, remix, isDraining: () => draining }), log);
    const url = await listen(server, env.PORT, env.HOST);
    if (env.WORKER === "inline") background = await startInlineWorker(container);
    log.info({ url, worker: env.WORKER }, "listening");

    const stop = async () => {
      draining = true;
      await drain(server, graceMs);
      await doors.close();
      await background?.stop();
      await container.close();
      log.info("stopped");
    };
    let stopped: Promise<void> | undefined;
    return { url, container, close: () => (stopped ??= stop()) };
  } catch (error) {
    await container.close();
    throw error;
  }
}
