import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commandOf, identityOf } from "./process.ts";

const orphanMs = 20_000;
const patienceMs = 1_000;
/** What was killed a moment ago may still be there. */
const goneMs = 500;

/**
 * Makes a data folder ours: one process at a time starts a server on it.
 *
 * A server that was left behind by a process that is gone is waited for, then told to end.
 *
 * @param claimFile beside the folder
 * @returns gives the folder back
 * @throws Error when another living process has it, naming it and the remedy
 */
export async function claimFolder(dataDir: string, claimFile: string): Promise<() => void> {
  await takeClaim(dataDir, claimFile);
  const release = () => rmSync(claimFile, { force: true });
  try {
    await awaitVacancy(dataDir);
  } catch (error) {
    release();
    throw error;
  }
  return release;
}

async function takeClaim(dataDir: string, claimFile: string): Promise<void> {
  const mine = identityOf(process.pid) ?? String(process.pid);
  const deadline = Date.now() + goneMs;
  for (;;) {
    try {
      writeFileSync(claimFile, mine, { flag: "wx" });
      return;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const holder = existsSync(claimFile) ? readFileSync(claimFile, "utf8") : "";
    const pid = Number(holder.split("@")[0]);
    if (identityOf(pid) !== holder) rmSync(claimFile, { force: true });
    else if (Date.now() > deadline || pid === process.pid) throw inUse(dataDir, `process ${pid}`);
    await sleep(20);
  }
}

async function awaitVacancy(dataDir: string): Promise<void> {
  const began = Date.now();
  let told = false;
  for (let pid = serverOn(dataDir); pid !== null; pid = serverOn(dataDir)) {
    const waited = Date.now() - began;
    if (waited > orphanMs) throw inUse(dataDir, `the database server ${pid}, which does not end`);
    // Its watchdog is stopping it already, unless that was killed as well.
    if (waited > patienceMs && !told) {
      process.kill(pid, "SIGINT");
      told = true;
    }
    await sleep(50);
  }
}

/**
 * The id of the server that runs on this folder. A `postmaster.pid` whose process is gone, or is another program by
 * now, is removed: the server would refuse to start because of it.
 */
export function serverOn(dataDir: string): number | null {
  const file = path.join(dataDir, "postmaster.pid");
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  const command = Number.isInteger(pid) && pid > 1 ? commandOf(pid) : null;
  if (command?.includes("postgres") === true && command.includes(dataDir)) return pid;
  rmSync(file, { force: true });
  return null;
}

const inUse = (dataDir: string, by: string): Error =>
  new Error(
    `The database folder ${dataDir} is in use by ${by}. Stop that one, choose another folder, or set DATABASE_URL.`,
  );
