import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { Logger, runMigrations } from "graphile-worker";

const root = path.join(import.meta.dirname, "../../..");

const silent = new Logger(() => () => undefined);

/**
 * Brings a database up to date: our tables by Prisma's migrations, then the tables of graphile-worker. Makes the
 * database when it does not exist. Safe to run again, and by several processes at once (both take a lock).
 *
 * @throws Error with what the tool said
 */
export async function migrate(url: string): Promise<void> {
  const { code, output } = await execPrisma(["migrate", "deploy"], url);
  if (code !== 0) throw new Error(`prisma migrate deploy failed (${code}):\n${output}`);
  await runMigrations({ connectionString: url, logger: silent });
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
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, DATABASE_URL: url, CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1", NO_COLOR: "1" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  return { code, output: output.trim() };
}
