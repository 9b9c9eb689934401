import { readdirSync, readFileSync } from "node:fs";
import type { Pool } from "pg";

/** Processor time that something has used since it started, in milliseconds; null where the system does not tell. */
export type CpuMs = () => Promise<number | null>;

const msPerTick = 10;

/** Of all of the database's processes: they are the children of one, and Linux tells of each. */
export async function databaseCpu(pool: Pool): Promise<CpuMs> {
  const { rows } = await pool.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const server = ticksOf(rows[0]?.pid ?? 0)?.parent;
  return async () => {
    if (server === undefined) return null;
    const children = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((name) => ticksOf(Number(name)))
      .filter((process) => process?.parent === server);
    const ended = ticksOf(server)?.ofEnded ?? 0;
    return (ended + children.reduce((sum, process) => sum + (process?.own ?? 0), 0)) * msPerTick;
  };
}

/** @see proc(5), `/proc/<pid>/stat`: the name stands in brackets and may hold anything */
function ticksOf(pid: number): { parent: number; own: number; ofEnded: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0] = [1, 11, 12, 13, 14].map(
      (index) => fields[index],
    );
    return { parent, own: user + system, ofEnded: endedUser + endedSystem };
  } catch {
    return undefined; // It ended meanwhile, or this is no Linux.
  }
}
