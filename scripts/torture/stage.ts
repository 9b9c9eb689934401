import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase, type Database } from "../../app/adapters/database/connect.ts";
import { readPassword } from "../../app/adapters/database/embedded/folder.ts";
import { migrate } from "../../app/adapters/database/migrate.ts";
import { prepareShop } from "../../tests/bench/pipeline/stage.ts";
import { killPostgres, victim, type Victim } from "./processes.ts";

export type ScenarioOptions = {
  /** Of the disturbance. */
  seconds: number;
  seed: number;
  /** Deliveries a second at most; as many as are answered where it is left out. */
  rate?: number | undefined;
  /** Progress, for people. */
  say: (line: string) => void;
};

/** What came of it; `ok` is the verdict. */
export type ScenarioResult = { ok: boolean; [figure: string]: unknown };

/** Something bad that happens while deliveries come. */
export type Scenario = (options: ScenarioOptions) => Promise<ScenarioResult>;

export type Stage = {
  database: Victim;
  web: Victim;
  workers: readonly Victim[];
  webPort: number;
  /** The database's. */
  url: string;
  dataDir: string;
  connection: Database;
  /** Starts one more, which ends with the stage. */
  join(one: Victim): Promise<Victim>;
  /** Lines that the web process has logged. */
  log: readonly string[];
};

/** For what comes after the disturbance: whatever never ends is to be told as a failure, not waited for. */
const patienceMs = 20 * 60_000;

/**
 * A database, the webhook door and workers, each in a process of its own, for as long as `play` takes.
 *
 * @param seconds of the disturbance
 * @param parent of everything that is kept; it is its owner's to remove
 * @throws Error when `play` has not ended twenty minutes after the disturbance
 */
export async function onStage<Result>(
  seconds: number,
  play: (stage: Stage) => Promise<Result>,
  { workers: count = 2, parent = tmpdir() } = {},
): Promise<Result> {
  const folder = mkdtempSync(path.join(parent, "fairshare-torture-"));
  const victims: Victim[] = [];
  const join = async (one: Victim): Promise<Victim> => {
    victims.push(one);
    await one.start();
    return one;
  };
  const log: string[] = [];
  const over = new AbortController();
  try {
    const dataDir = path.join(folder, "postgres");
    const [databasePort, webPort] = [await freePort(), await freePort()];
    const args = [dataDir, String(databasePort)];
    const database = await join(victim({ name: "database", args, beforeKill: () => killPostgres(dataDir) }));
    const url = `postgres://postgres:${readPassword(dataDir)}@127.0.0.1:${databasePort}/fairshare`;
    await migrate(url);
    const connection = openDatabase({ url, max: 5 });
    await prepareShop(connection.pool);
    const onLine = (line: string) => void log.push(line);
    const web = await join(victim({ name: "web", args: [url, String(webPort)], onLine }));
    const workers: Victim[] = [];
    for (let index = 0; index < count; index++) workers.push(await join(victim({ name: "worker", args: [url] })));
    const result = await Promise.race([
      play({ database, web, workers, webPort, url, dataDir, connection, join, log }),
      neverEnding(seconds * 1000 + patienceMs, over.signal),
    ]);
    await connection.close();
    return result;
  } finally {
    over.abort();
    for (const one of victims.toReversed()) one.kill();
    await sleep(500);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function neverEnding(ms: number, signal: AbortSignal): Promise<never> {
  await sleep(ms, undefined, { signal });
  throw new Error(
    `The run has not ended after ${Math.round(ms / 60_000)} minutes: something is waited for that never comes`,
  );
}

export async function untilNothingWaits({ pool }: Database): Promise<void> {
  for (let attempt = 0; attempt < 1_200; attempt++) {
    const waiting = await pool.query("SELECT 1 FROM inbox WHERE state = 'pending' LIMIT 1").catch(() => null);
    if (waiting !== null && waiting.rows.length === 0) return;
    await sleep(500);
  }
  throw new Error("After ten minutes of peace there are deliveries that still wait");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
