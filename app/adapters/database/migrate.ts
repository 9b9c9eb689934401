import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Logger, runMigrations } from "graphile-worker";
import { Client } from "pg";

const root = path.join(import.meta.dirname, "../../..");

const silent = new Logger(() => () => undefined);

/**
 * Brings a database up to date: our tables by Prisma's migrations, then the tables of graphile-worker. Makes the
 * database when it does not exist. Safe to run again, and by several processes at once (both take a lock).
 *
 * @throws Error with what the tool said
 */
export async function migrate(url: string): Promise<void> {
  if (!(await isUpToDate(url))) {
    const { code, output } = await execPrisma(["migrate", "deploy"], url);
    if (code !== 0) throw new Error(`prisma migrate deploy failed (${code}):\n${output}`);
  }
  await runMigrations({ connectionString: url, logger: silent });
}

/**
 * Whether every migration is applied: asked directly, because Prisma's command line takes a second to say so and the
 * app asks at each start. Anything unexpected, such as no database, is left to Prisma.
 *
 * @throws Error when a migration was edited after it was applied, which Prisma would pass over
 */
async function isUpToDate(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  let applied: Map<string, string>;
  try {
    await client.connect();
    const { rows } = await client.query<{ migration_name: string; checksum: string }>(
      "SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
    );
    applied = new Map(rows.map((row) => [row.migration_name, row.checksum]));
  } catch {
    return false;
  } finally {
    await client.end();
  }
  const missing = migrations().filter(({ name, checksum }) => {
    const before = applied.get(name);
    if (before !== undefined && before !== checksum)
      throw new Error(
        `The migration ${name} was edited after this database applied it. Add a new migration instead; a database without anything of value: npm run db -- reset --yes.`,
      );
    return before === undefined;
  });
  return missing.length === 0;
}

function migrations(): { name: string; checksum: string }[] {
  const folder = path.join(root, "prisma/migrations");
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names.map(({ name }) => {
    const sql = readFileSync(path.join(folder, name, "migration.sql"));
    return { name, checksum: createHash("sha256").update(sql).digest("hex") };
  });
}

/** Whether the migrations, applied from empty in a scratch database, end in what the schema says. */
export async function driftReport(url: string): Promise<{ drifted: boolean; report: string }> {
  const flags = ["--from-migrations", "prisma/migrations", "--to-schema", "prisma", "--exit-code"];
  const { code, output } = await execPrisma(["migrate", "diff", ...flags], url);
  if (code !== 0 && code !== 2) throw new Error(`prisma migrate diff failed (${code}):\n${output}`);
  return { drifted: code === 2, report: output };
}

/** Runs Prisma's command line in the checkout. */
async function execPrisma(args: readonly string[], url: string): Promise<{ code: number | null; output: string }> {
  const cli = path.join(root, "node_modules/prisma/build/index.js");
  if (!existsSync(cli)) throw new Error("Migrating needs the package `prisma`: run npm ci without --omit=dev.");
  // The schema engine is a script that asks the PATH for its Node.
  const PATH = [path.join(root, "node_modules/.bin"), process.env["PATH"]].join(path.delimiter);
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PATH,
      DATABASE_URL: url,
      CHECKPOINT_DISABLE: "1",
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      NO_COLOR: "1",
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  return { code, output: output.trim() };
}
