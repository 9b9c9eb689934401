import { fork } from "node:child_process";
import path from "node:path";

export type LoadJob = {
  url: string;
  /** What is sent: see `requests.ts`. */
  kind: "webhooks" | "redirect";
  connections: number;
  /** Either for so long, or so many. */
  seconds?: number;
  count?: number;
  /** Requests a second, evenly spaced and counted from when each was due; null: as fast as answers come. */
  rate: number | null;
};

export type LoadResult = {
  answered: number;
  /** Answers a second. */
  rate: number;
  /** By status; a lost connection is 0. */
  statuses: Record<string, number>;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  /** Processor time that sending took. */
  cpuMs: number;
};

/** A process that sends; it stays, so that what it sends is made ready only once. */
export type LoadGenerator = { run(job: LoadJob): Promise<LoadResult>; stop(): void };

export async function startLoad(): Promise<LoadGenerator> {
  const child = fork(path.join(import.meta.dirname, "generator.ts"), { execArgv: [] });
  await message(child, "ready");
  return {
    async run(job) {
      child.send(job);
      return (await message(child, "result")) as LoadResult;
    },
    stop: () => void child.kill(),
  };
}

function message(child: ReturnType<typeof fork>, kind: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const failed = (code: number | null) => reject(new Error(`The load generator ended (${code})`));
    child.once("exit", failed);
    child.once("message", (received: { kind: string; result?: unknown }) => {
      child.off("exit", failed);
      if (received.kind === kind) resolve(received.result);
      else reject(new Error(`The load generator said ${received.kind}, not ${kind}`));
    });
  });
}
