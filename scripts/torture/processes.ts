import { fork, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

export type Victim = {
  name: "database" | "web" | "worker" | "payer";
  /** Resolves when it serves. */
  start(): Promise<void>;
  /** kill -9 */
  kill(): void;
  /** Started, and not ended by itself. */
  isRunning(): boolean;
};

type Options = {
  name: Victim["name"];
  args: readonly string[];
  beforeKill?: () => void;
  /** Told of each line that it logs. */
  onLine?: (line: string) => void;
};

export function victim({ name, args, beforeKill, onLine }: Options): Victim {
  let child: ChildProcess | undefined;
  const file = path.join(import.meta.dirname, `${name}.ts`);
  return {
    name,
    async start() {
      for (let attempt = 1; ; attempt++) {
        const started = fork(file, args, { execArgv: [] });
        child = started;
        const ready = await new Promise<boolean>((resolve) => {
          started.once("message", () => resolve(true));
          started.once("exit", () => resolve(false));
        });
        started.on("message", (message) => {
          if (typeof message === "object" && "line" in message) onLine?.(String(message.line));
        });
        if (ready) return;
        if (attempt === 20) throw new Error(`The ${name} does not start any more`);
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    },
    kill() {
      beforeKill?.();
      child?.kill("SIGKILL");
    },
    isRunning: () => child !== undefined && child.exitCode === null && child.signalCode === null,
  };
}

/** Postgres is a process of its own beside the one that started it; its other processes end when it is gone. */
export function killPostgres(dataDir: string): void {
  signalPostgres(dataDir, "SIGKILL");
}

export const isPostgresRunning = (dataDir: string): boolean => signalPostgres(dataDir, 0);

/** @returns whether there is a process to be told */
function signalPostgres(dataDir: string, signal: NodeJS.Signals | 0): boolean {
  const file = path.join(dataDir, "postmaster.pid");
  const pid = existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : 0;
  if (pid <= 1) return false;
  try {
    return process.kill(pid, signal);
  } catch {
    return false; // It was gone already.
  }
}
