import { fork } from "node:child_process";

export type Served = {
  url: string;
  /** Resident memory, in MiB, after a collection where the process allows one. */
  rssMiB(): Promise<number>;
  stop(): Promise<void>;
};

/** Starts a server of a bench in a process of its own; it sends its port, and answers `rss`. */
export async function startServer(file: string, args: readonly string[]): Promise<Served> {
  const child = fork(file, args, { execArgv: ["--expose-gc"] });
  const port = await new Promise<number>((resolve, reject) => {
    child.once("message", (message) => resolve((message as { port: number }).port));
    child.once("exit", (code) => reject(new Error(`${file} ${args[0]} ended (${code}) before it listened`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    rssMiB: () =>
      new Promise((resolve) => {
        child.once("message", (message) => resolve((message as { rssMiB: number }).rssMiB));
        child.send("rss");
      }),
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill();
      }),
  };
}
