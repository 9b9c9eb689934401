import { setTimeout as sleep } from "node:timers/promises";
import type { LoadJob, LoadResult } from "./load.ts";
import { requestsFor, type NextRequest } from "./requests.ts";
import { Wire } from "./wire.ts";

/** The load generator's process: takes jobs from its parent, one at a time. */
const made = new Map<LoadJob["kind"], NextRequest>();

function nextOf(kind: LoadJob["kind"]): NextRequest {
  const next = made.get(kind) ?? requestsFor[kind]();
  made.set(kind, next);
  return next;
}

type Tally = { statuses: Record<string, number>; latenciesMs: number[] };

async function run(job: LoadJob): Promise<LoadResult> {
  const next = nextOf(job.kind);
  const wires = await Promise.all(Array.from({ length: job.connections }, () => Wire.open(new URL(job.url))));
  const tally: Tally = { statuses: {}, latenciesMs: [] };
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const until = job.seconds === undefined ? Infinity : startedAt + job.seconds * 1000;
  let left = job.count ?? Infinity;
  const goOn = () => left-- > 0 && performance.now() < until;

  await Promise.all(
    wires.map((wire, index) => (job.rate === null ? asFastAsPossible(wire) : evenly(wire, index, job.rate))),
  );
  const elapsedMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  for (const wire of wires) wire.close();
  return { ...resultOf(tally, elapsedMs), cpuMs: (user + system) / 1000 };

  async function asFastAsPossible(wire: Wire): Promise<void> {
    while (goOn()) await timed(wire, performance.now());
  }

  /** Latency counts from when a request was due, so that a stall is seen by all that it delays. */
  async function evenly(wire: Wire, index: number, rate: number): Promise<void> {
    const everyMs = (1000 * job.connections) / rate;
    for (let turn = 0; goOn(); turn++) {
      const due = startedAt + (index / job.connections + turn) * everyMs;
      const wait = due - performance.now();
      if (wait > 1) await sleep(wait);
      // A timer may be early by a part of a millisecond: then the request counts from when it is sent.
      await timed(wire, Math.min(due, performance.now()));
    }
  }

  async function timed(wire: Wire, since: number): Promise<void> {
    const status = await wire.send(next()).catch(() => 0);
    tally.statuses[status] = (tally.statuses[status] ?? 0) + 1;
    tally.latenciesMs.push(performance.now() - since);
    if (status === 0) left = 0;
  }
}

function resultOf({ statuses, latenciesMs }: Tally, elapsedMs: number): Omit<LoadResult, "cpuMs"> {
  const sorted = Float64Array.from(latenciesMs).toSorted();
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return {
    answered: sorted.length,
    rate: Math.round((sorted.length / elapsedMs) * 1000),
    statuses,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    maxMs: at(1),
  };
}

const round = (ms: number): number => Math.round(ms * 100) / 100;

process.on("message", (job: LoadJob) => {
  run(job).then(
    (result) => process.send?.({ kind: "result", result }),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.send?.({ kind: "ready" });
