import { fork } from "node:child_process";

export type Usage = {
  /** Resident memory. */
  rssMiB: number;
  /** Processor time since the start. */
  cpuMs: number;
};

export type Served = {
  url: string;
  /** @param collect after a collection of garbage, where the process allows one */
  usage(options: { collect: boolean }): Promise<Usage>;
  stop(): Promise<void>;
};

/** Starts a server of a bench in a process of its own; it sends its port, and tells what it uses when asked. */
export async function startServer(file: string, args: readonly string[]): Promise<Served> {
  const child = fork(file, args, { execArgv: ["--expose-gc"] });
  const port = await new Promise<number>((resolve, reject) => {
    child.once("message", (message) => resolve((message as { port: number }).port));
    child.once("exit", (code) => reject(new Error(`${file} ${args[0]} ended (${code}) before it listened`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    usage: (question) =>
      new Promise((resolve) => {
        child.once("message", (message) => resolve(message as Usage));
        child.send(question);
      }),
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill();
      }),
  };
}
