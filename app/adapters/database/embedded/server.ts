import { spawn, type ChildProcess } from "node:child_process";
import type { Writable } from "node:stream";
import type { Account } from "./account.ts";

/**
 * Runs the server and, beside it, someone who waits for our end of a pipe to close. It closes when we say so and
 * when we die, by kill -9 too: the server is then told to shut down, and never outlives us.
 */
const withWatchdog = `
"$@" 3<&- &
server=$!
{ cat >/dev/null; kill -INT "$server"; } <&3 2>/dev/null &
wait "$server"
`;

export type Server = {
  /** Closes connections, writes everything, ends. */
  stop(): Promise<void>;
};

/** The server ended before it was ready. */
export class ServerEnded extends Error {
  override name = "ServerEnded";
  readonly output: string;
  constructor(output: string) {
    super(`The database server ended before it was ready: ${output.trim() || "it said nothing"}`);
    this.output = output;
  }
}

const readyMs = 60_000;
const stopMs = 15_000;

/** @throws ServerEnded */
export async function startServer(account: Account, program: string, args: readonly string[]): Promise<Server> {
  const child = spawn("/bin/sh", ["-c", withWatchdog, "sh", ...account.prefix, program, ...args], {
    cwd: "/",
    // A session of its own: a Ctrl-C in the terminal reaches us alone, and we stop the server after the app.
    detached: true,
    env: { ...process.env, LC_ALL: "C" },
    stdio: ["ignore", "ignore", "pipe", "pipe"],
    ...(account.prefix.length === 0 ? account.ids : null),
  });
  const lifeline = child.stdio[3] as Writable;
  lifeline.on("error", () => undefined); // the other end may close first
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
  void ended.then(() => lifeline.destroy());
  try {
    await ready(child);
  } catch (error) {
    lifeline.destroy();
    throw error;
  }
  // What keeps this process alive are its connections, not the server.
  for (const part of [child, child.stderr, lifeline] as { unref?: () => void }[]) part.unref?.();
  return { stop: () => stop(child, lifeline, ended) };
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = "";
    const timer = setTimeout(() => reject(new ServerEnded(`${output}\nnot ready in ${readyMs / 1000} s`)), readyMs);
    child.on("error", reject);
    child.on("exit", () => setTimeout(() => reject(new ServerEnded(output)), 20)); // let the last lines arrive
    child.stderr?.on("data", (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4_000);
      if (!output.includes("ready to accept connections")) return;
      clearTimeout(timer);
      resolve();
    });
    child.on("close", () => clearTimeout(timer));
  });
}

async function stop(child: ChildProcess, lifeline: Writable, ended: Promise<void>): Promise<void> {
  child.ref();
  lifeline.destroy();
  const timer = setTimeout(() => {
    // The whole group: the server did not end in time.
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  }, stopMs);
  await ended;
  clearTimeout(timer);
}
