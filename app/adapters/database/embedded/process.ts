import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/**
 * What tells a process from a later one with the same id: its id and the moment it started. Ids come again, in
 * containers at every start. Null when there is no
 * such process, or it has ended and only its parent has not asked yet.
 */
export function identityOf(pid: number): string | null {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (existsSync("/proc/self/stat")) {
    const stat = readProc(pid, "stat");
    // The name in parentheses may hold anything; after it comes the state, and as the 20th field the start, in clock
    // ticks since boot.
    const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields === undefined || fields[0] === "Z" ? null : `${pid}@${fields[19]}`;
  }
  const started = ps(pid, "lstart=");
  return started === null ? null : `${pid}@${started}`;
}

/** The command line of a process, or null when it is gone. */
export function commandOf(pid: number): string | null {
  if (existsSync("/proc/self/stat")) return readProc(pid, "cmdline")?.replaceAll("\0", " ") ?? null;
  return ps(pid, "args=");
}

function readProc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return null; // it ended
  }
}

function ps(pid: number, column: string): string | null {
  const { status, stdout } = spawnSync("ps", ["-ww", "-o", column, "-p", String(pid)], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}
