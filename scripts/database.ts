/**
 * The database by hand: `npm run db -- <command>`.
 *
 *   start    starts the embedded one, up to date, and keeps it up until Ctrl-C
 *   stop     asks the process that runs the embedded one to end
 *   url      prints its URL, for psql
 *   migrate  brings it up to date
 *   reseal   after a change of ENCRYPTION_KEY: encrypts everything with the new key, reading the old one from
 *            ENCRYPTION_KEY_PREVIOUS, which can go afterwards
 *   drift    compares migrations and schema: exit 0 equal, 2 different
 *   reset    empties it: --yes, because the data goes
 *
 * Each uses DATABASE_URL where it is set.
 */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client, escapeIdentifier } from "pg";
import { openDatabase } from "../app/adapters/database/connect.ts";
import { createSealer } from "../app/adapters/database/encryption.ts";
import { startEmbedded } from "../app/adapters/database/embedded.ts";
import { driftReport, migrate } from "../app/adapters/database/migrate.ts";
import { resealAll } from "../app/adapters/database/reseal.ts";
import { defaultDataDir, provideDatabase, runningEmbedded } from "../app/adapters/database/provide.ts";

const dataDir = defaultDataDir;
const url = process.env["DATABASE_URL"] || undefined;

const commands: Record<string, (args: readonly string[]) => Promise<number>> = {
  async start() {
    if (url) throw new Error("DATABASE_URL is set: that database is yours to start. Unset it for the embedded one.");
    const database = await provideDatabase({ dataDir });
    console.log(database.url);
    await new Promise<void>((resolve) => {
      const alive = setInterval(() => undefined, 60_000);
      for (const signal of ["SIGINT", "SIGTERM"] as const)
        process.once(signal, () => {
          clearInterval(alive);
          resolve();
        });
    });
    await database.stop();
    return 0;
  },

  async stop() {
    const claim = `${dataDir}.owner`;
    if (runningEmbedded(dataDir) === null || !existsSync(claim)) {
      console.log("The embedded database is not running.");
      return 0;
    }
    const pid = Number(readFileSync(claim, "utf8").split("@")[0]);
    process.kill(pid, "SIGTERM");
    console.log(`Asked process ${pid}, which runs the embedded database, to end.`);
    return 0;
  },

  async url() {
    const running = url ?? runningEmbedded(dataDir)?.replace(/\/postgres$/, "/fairshare");
    if (running === undefined) throw new Error("The embedded database is not running: npm run db -- start");
    console.log(running);
    return 0;
  },

  async migrate() {
    const database = await provideDatabase({ url, dataDir, join: true });
    await database.stop();
    console.log("Up to date.");
    return 0;
  },

  async reseal() {
    const current = keyOf("ENCRYPTION_KEY");
    const previous = keyOf("ENCRYPTION_KEY_PREVIOUS");
    const provided = await provideDatabase({ url, dataDir, join: true });
    const database = openDatabase({ url: provided.url, max: 1 });
    try {
      console.log(
        `Encrypted ${await resealAll(database, createSealer({ current, previous }))} values with the new key.`,
      );
    } finally {
      await database.close();
      await provided.stop();
    }
    return 0;
  },

  async drift() {
    const scratch = url ? null : mkdtempSync(path.join(tmpdir(), "fairshare-drift-"));
    if (scratch) chmodSync(scratch, 0o755); // run by root, the server is another user's
    const server = scratch
      ? await startEmbedded({ dataDir: path.join(scratch, "postgres"), settings: { fsync: "off" } })
      : null;
    try {
      const { drifted, report } = await driftReport(url ?? server?.url ?? "");
      console.log(report);
      return drifted ? 2 : 0;
    } finally {
      await server?.stop();
      if (scratch) rmSync(scratch, { recursive: true, force: true });
    }
  },

  async reset(args) {
    if (!args.includes("--yes")) throw new Error("This deletes all data. Say so: npm run db -- reset --yes");
    if (url) {
      await recreate(url);
      await migrate(url);
    } else {
      if (runningEmbedded(dataDir) !== null) throw new Error("The embedded database is running: stop it first.");
      rmSync(dataDir, { recursive: true, force: true });
    }
    console.log("Empty.");
    return 0;
  },
};

function keyOf(variable: string): Buffer {
  const key = Buffer.from(process.env[variable] ?? "", "base64");
  if (key.length !== 32) throw new Error(`${variable} is to be set to 32 bytes in base64.`);
  return key;
}

/** Drops and makes a database, by way of the server's `postgres`. */
async function recreate(target: string): Promise<void> {
  const server = new URL(target);
  const name = decodeURIComponent(server.pathname.slice(1));
  server.pathname = "/postgres";
  const client = new Client({ connectionString: server.href });
  await client.connect();
  try {
    await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

const [name = "", ...args] = process.argv.slice(2);
const command = commands[name];
try {
  if (!command) throw new Error(`Say one of: ${Object.keys(commands).join(", ")}`);
  process.exitCode = await command(args);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
