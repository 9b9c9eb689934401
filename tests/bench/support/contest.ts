import type { Pool } from "pg";
import type { BenchOptions } from "../run.ts";
import { databaseCpu } from "./cpu.ts";
import { benchDatabase, surroundings } from "./database.ts";
import { startLoad, type LoadJob, type LoadResult } from "./load.ts";
import { interleaved, spreadOf, type Spread } from "./rounds.ts";
import { startServer, type Served, type Usage } from "./servers.ts";

export type ContestRules<Name extends string> = {
  names: readonly Name[];
  /** A contender's program: `<file> <name> <database url>`. */
  serverFile: string;
  /** What is sent. */
  kind: LoadJob["kind"];
  /** The status of every answer: a contender that refuses is no contender. */
  status: number;
  prepare(pool: Pool): Promise<unknown>;
};

/** Processor time that an answer takes, in microseconds, by whom; `database` is null where the system does not tell. */
export type CpuOfAnswer = { server: number; database: number | null; generator: number };

export type Contest<Name extends string> = {
  pool: Pool;
  /** Medians over rounds in turn, so that what disturbs the machine disturbs everybody. */
  rates(): Promise<{ perSecond: Record<Name, Spread>; cpuMicroseconds: Record<Name, CpuOfAnswer> }>;
  run(name: Name, job: Pick<LoadJob, "rate" | "seconds" | "count">): Promise<LoadResult>;
  /** In all runs so far. */
  answered(name: Name): number;
  usage(name: Name): Promise<Usage>;
  /** What a reader needs to compare the figures with others. */
  surroundings(): Promise<object>;
};

const connections = 64;
const warmUpSeconds = 2;

/** Servers under the same load, each in a process of its own, as is what sends; beside one database for all of them. */
export async function contest<Name extends string, Result>(
  rules: ContestRules<Name>,
  { rounds, seconds, say }: BenchOptions,
  measure: (contest: Contest<Name>) => Promise<Result>,
): Promise<Result> {
  const { names, kind, status } = rules;
  const database = await benchDatabase();
  const load = await startLoad();
  const servers = new Map<Name, Served>();
  const answered = new Map<Name, number>();
  const server = (name: Name): Served => {
    const found = servers.get(name);
    if (found === undefined) throw new Error(`No contender is called ${name}`);
    return found;
  };

  const run: Contest<Name>["run"] = async (name, job) => {
    const result = await load.run({ url: server(name).url, kind, connections, ...job });
    if (result.statuses[status] !== result.answered)
      throw new Error(`${name} answered ${JSON.stringify(result.statuses)}`);
    answered.set(name, (answered.get(name) ?? 0) + result.answered);
    return result;
  };

  const rates: Contest<Name>["rates"] = async () => {
    const cpuOfDatabase = await databaseCpu(database.pool);
    const cpu = new Map<Name, CpuOfAnswer[]>(names.map((name) => [name, []]));
    for (const name of names) await run(name, { seconds: warmUpSeconds, rate: null });
    const perSecond = await interleaved(names, rounds, async (name) => {
      const before = await cpuOf(server(name), cpuOfDatabase);
      const result = await run(name, { seconds, rate: null });
      const used = cpuOfAnswer(before, await cpuOf(server(name), cpuOfDatabase), result);
      cpu.get(name)?.push(used);
      say(`${name.padEnd(9)} ${result.rate} a second, ${used.server} µs of the processor each`);
      return result.rate;
    });
    const medians = names.map((name) => [name, medianCpu(cpu.get(name) ?? [])]);
    return { perSecond, cpuMicroseconds: Object.fromEntries(medians) as Record<Name, CpuOfAnswer> };
  };

  try {
    await rules.prepare(database.pool);
    for (const name of names) servers.set(name, await startServer(rules.serverFile, [name, database.url]));
    return await measure({
      pool: database.pool,
      rates,
      run,
      answered: (name) => answered.get(name) ?? 0,
      usage: (name) => server(name).usage({ collect: true }),
      surroundings: async () => ({
        connections,
        rounds,
        secondsARound: seconds,
        ...(await surroundings(database.pool)),
      }),
    });
  } finally {
    load.stop();
    for (const one of servers.values()) await one.stop();
    await database.stop();
  }
}

type Cpu = { server: number; database: number | null };

const cpuOf = async (served: Served, database: () => Promise<number | null>): Promise<Cpu> => ({
  server: (await served.usage({ collect: false })).cpuMs,
  database: await database(),
});

function cpuOfAnswer(before: Cpu, after: Cpu, { answered, cpuMs }: LoadResult): CpuOfAnswer {
  const each = (ms: number) => Math.round((ms * 1000) / answered);
  return {
    server: each(after.server - before.server),
    database: before.database === null || after.database === null ? null : each(after.database - before.database),
    generator: each(cpuMs),
  };
}

function medianCpu(rounds: readonly CpuOfAnswer[]): CpuOfAnswer {
  const median = (of: (round: CpuOfAnswer) => number) => Math.round(spreadOf(rounds.map(of)).median);
  const known = rounds.every(({ database }) => database !== null);
  return {
    server: median(({ server }) => server),
    database: known ? median(({ database }) => database ?? 0) : null,
    generator: median(({ generator }) => generator),
  };
}
