import { setTimeout as sleep } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import { keepInbox } from "#app/adapters/database/inbox/partitions.ts";
import { isTransient } from "#app/adapters/database/inbox/transient.ts";
import { inboxWork } from "#app/adapters/database/inbox/work.ts";
import { createInstallations } from "#app/adapters/database/privacy/installations.ts";
import { createPrivacyStore } from "#app/adapters/database/privacy/store.ts";
import { parseDelivery } from "#app/adapters/shopify/webhooks/parse-delivery.ts";
import { instant } from "#app/domain/kernel/instant.ts";
import type { Clock } from "#app/services/ports/clock.ts";
import type { Settle } from "#app/services/ports/settling.ts";
import { drainInbox } from "#app/services/inbox/drain-inbox.ts";
import type { BatchLimit, ProcessDeps } from "#app/services/inbox/process-deliveries.ts";
import { lastingTopics, quietTopics, topicHandlers } from "#app/services/inbox/webhook-topics.ts";

type WorkerLog = Record<"info" | "warn" | "error", (fields: object, message: string) => void>;

export type WorkerDeps = {
  database: { pool: Pool; transaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> };
  /** Settling inside the worker's transaction: `(client) => (incoming) => settleOrders(storeOver(client), incoming)`. */
  settleIn: (client: PoolClient) => Settle;
  clock: Clock;
  log: WorkerLog;
  limit?: BatchLimit;
  /** Batches under way at once, when there is much to do. */
  lanes?: number;
  /** How long an idle worker waits before it looks again; in the process of the door it is woken at once. */
  pollMs?: number;
};

export type Worker = {
  /** Says that something may wait. */
  wake(): void;
  /** Ends the batch under way, then stops; safe to call twice. */
  stop(): Promise<void>;
};

const dayMs = 24 * 60 * 60 * 1000;
const longestPauseMs = 5_000;

/** Large enough that what a statement costs by itself does not count, small enough that lanes have something to share. */
export const batchLimit: BatchLimit = { rows: 500, bytes: 32 * 1024 * 1024 };
export const lanesAtOnce = 2;

/**
 * Claims deliveries from the inbox in batches, and settles them. Any number may run, in this process and in others: each
 * delivery is held by one at a time. While the database is away it keeps trying, ever more slowly.
 */
export function startWorker(deps: WorkerDeps): Worker {
  const { log, limit = batchLimit, pollMs = 150, lanes = lanesAtOnce } = deps;
  const process = processDepsOf(deps);
  const stopping = new AbortController();
  let waking = new AbortController();
  let pauseMs = 200;

  async function pause(ms: number): Promise<void> {
    const signal = AbortSignal.any([waking.signal, stopping.signal]);
    await sleep(ms, undefined, { signal }).catch(() => undefined);
    if (waking.signal.aborted) waking = new AbortController();
  }

  async function run(): Promise<void> {
    let keepAt = 0;
    while (!stopping.signal.aborted) {
      try {
        if (Date.now() >= keepAt) {
          await keepInbox(deps.database.pool, instant(Date.now()));
          keepAt = Date.now() + dayMs / 4;
        }
        const { claimed, aside } = await drainInbox(process, { limit, lanes, goOn: () => !stopping.signal.aborted });
        if (aside > 0) log.warn({ aside }, "deliveries set aside");
        pauseMs = 200;
        if (claimed === 0) await pause(pollMs);
      } catch (error) {
        log.warn({ err: error, retryInMs: pauseMs }, "the worker could not go on, and tries again");
        await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      }
    }
  }

  const running = run();
  return {
    wake: () => waking.abort(),
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/**
 * A batch looks rows up by their keys, however few rows the planner believes there are: a shop that begins with a flash
 * sale would otherwise be read from end to end, again and again, until the statistics follow.
 */
const lookups = "SET LOCAL plan_cache_mode = force_custom_plan; SET LOCAL enable_seqscan = off";

/** What a batch needs, over the database. */
export function processDepsOf({ database, settleIn, clock, log }: WorkerDeps): ProcessDeps {
  return {
    transaction: (work) =>
      database.transaction(async (client) => {
        await client.query(lookups);
        return work({
          inbox: inboxWork(client),
          settle: settleIn(client),
          topics: topicHandlers({
            installations: createInstallations(client),
            privacy: createPrivacyStore(client),
            clock,
          }),
        });
      }),
    parse: parseDelivery,
    quietTopics,
    lastingTopics,
    isTransient,
    onFailure: ({ error, ...failure }) => log.error({ err: error, ...failure }, "a delivery could not be processed"),
  };
}
