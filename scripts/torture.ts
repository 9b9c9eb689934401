/**
 * Load while processes are killed: `npm run torture -- [--seconds 60] [--seed N] [--json]`.
 *
 * The webhook door, two workers and the database run in processes of their own. For the time given, deliveries of orders are
 * sent as fast as they are answered, shuffled and repeated, while any of the processes is killed (-9) and started again, and
 * connections are cut. Then everything is left in peace until nothing waits, and what is there is compared with what was
 * answered and with a replay in memory. Exit code 0: nothing lost, nothing twice, balances equal, the audit finds nothing.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { openDatabase, type Database } from "../app/adapters/database/connect.ts";
import { readPassword } from "../app/adapters/database/embedded/folder.ts";
import { migrate } from "../app/adapters/database/migrate.ts";
import { prepareShop } from "../tests/bench/pipeline/stage.ts";
import { randomNumbers } from "../tests/bench/support/bodies.ts";
import { killPostgres, victim, type Victim } from "./torture/processes.ts";
import { startSending } from "./torture/sender.ts";
import { verify } from "./torture/verify.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
  },
});
const [seconds, seed] = [Number(values.seconds), Number(values.seed)];
const say = values.json ? () => undefined : (line: string) => console.log(line);

const folder = mkdtempSync(path.join(tmpdir(), "fairshare-torture-"));
const dataDir = path.join(folder, "postgres");
const [databasePort, webPort] = [await freePort(), await freePort()];

const database = victim({
  name: "database",
  args: [dataDir, String(databasePort)],
  beforeKill: () => killPostgres(dataDir),
});
await database.start();
const url = `postgres://postgres:${readPassword(dataDir)}@127.0.0.1:${databasePort}/fairshare`;
const victims: Victim[] = [
  database,
  victim({ name: "web", args: [url, String(webPort)] }),
  victim({ name: "worker", args: [url] }),
  victim({ name: "worker", args: [url] }),
];
try {
  process.exitCode = (await torture()) ? 0 : 1;
} finally {
  for (const one of victims.toReversed()) one.kill();
  await sleep(500);
  rmSync(folder, { recursive: true, force: true });
}

async function torture(): Promise<boolean> {
  await migrate(url);
  const connection = openDatabase({ url, max: 3 });
  await prepareShop(connection.pool);
  for (const one of victims.slice(1)) await one.start();

  const sending = startSending({ port: webPort, seed, senders: 32 });
  const chaos = await disturb(connection);
  const quietFrom = performance.now();
  const sent = await sending.finish();
  await untilNothingWaits(connection);
  const recoveryMs = Math.round(performance.now() - quietFrom);

  const verdict = await verify(connection, sent, seed);
  await connection.close();
  const ok = Object.values(verdict).every((wrong) => wrong === 0) && sent.acknowledged.size === sent.taken;
  const figures = {
    taken: sent.taken,
    requests: sent.requests,
    refused: sent.refused,
    acknowledged: sent.acknowledged.size,
  };
  console.log(
    JSON.stringify({ ok, seconds, seed, ...figures, ...chaos, recoveryMs, ...verdict }, null, values.json ? 0 : 2),
  );
  return ok;
}

type Chaos = { kills: Record<Victim["name"], number>; cuts: number };

/** Every second or two something is killed, and started again a little later; or all connections are cut. */
async function disturb({ pool }: Database): Promise<Chaos> {
  const random = randomNumbers(seed);
  const chaos: Chaos = { kills: { database: 0, web: 0, worker: 0 }, cuts: 0 };
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until) {
    await sleep(1_000 + random() * 1_500);
    const chosen = victims[Math.floor(random() * (victims.length + 1))];
    if (chosen === undefined) {
      chaos.cuts++;
      const others =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";
      await pool.query(others).catch(() => undefined);
      continue;
    }
    say(`kill -9 ${chosen.name}`);
    chosen.kill();
    chaos.kills[chosen.name]++;
    await sleep(random() * 1_000);
    await chosen.start();
  }
  return chaos;
}

async function untilNothingWaits({ pool }: Database): Promise<void> {
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
