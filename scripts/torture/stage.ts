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
  /** Lines that the web process has logged. */
  log: readonly string[];
};

/**
 * A database, the webhook door and workers, each in a process of its own, for as long as `play` takes.
 *
 * @param parent of everything that is kept; it is its owner's to remove
 */
export async function onStage<Result>(
  play: (stage: Stage) => Promise<Result>,
  { workers: count = 2, parent = tmpdir() } = {},
): Promise<Result> {
  const folder = mkdtempSync(path.join(parent, "fairshare-torture-"));
  const victims: Victim[] = [];
  const started = async (one: Victim): Promise<Victim> => {
    victims.push(one);
    await one.start();
    return one;
  };
  const log: string[] = [];
  try {
    const dataDir = path.join(folder, "postgres");
    const [databasePort, webPort] = [await freePort(), await freePort()];
    const args = [dataDir, String(databasePort)];
    const database = await started(victim({ name: "database", args, beforeKill: () => killPostgres(dataDir) }));
    const url = `postgres://postgres:${readPassword(dataDir)}@127.0.0.1:${databasePort}/fairshare`;
    await migrate(url);
    const connection = openDatabase({ url, max: 5 });
    await prepareShop(connection.pool);
    const onLine = (line: string) => void log.push(line);
    const web = await started(victim({ name: "web", args: [url, String(webPort)], onLine }));
    const workers: Victim[] = [];
    for (let index = 0; index < count; index++) workers.push(await started(victim({ name: "worker", args: [url] })));
    const result = await play({ database, web, workers, webPort, url, dataDir, connection, log });
    await connection.close();
    return result;
  } finally {
    for (const one of victims.toReversed()) one.kill();
    await sleep(500);
    rmSync(folder, { recursive: true, force: true });
  }
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
