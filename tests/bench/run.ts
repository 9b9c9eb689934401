/**
 * Measures: `npm run bench -- <name> [--json] [--rounds N] [--seconds S]`.
 *
 * Each bench runs its baselines beside ours, interleaved, and gives medians with their spread. With --json it prints one
 * document on standard output and nothing else; exit code 1 when a target is not reached.
 */
import { parseArgs } from "node:util";
import { audit } from "./audit/bench.ts";
import { growth } from "./growth/bench.ts";
import { pipeline } from "./pipeline/bench.ts";
import { redirect } from "./redirect/bench.ts";
import { replay } from "./replay/bench.ts";
import { webhooks } from "./webhooks/bench.ts";

export type BenchOptions = {
  rounds: number;
  /** Of each contender in each round. */
  seconds: number;
  /** Progress, for people. */
  say: (line: string) => void;
};

export type BenchResult = {
  ratios: Record<string, number>;
  /** By the same names; a ratio has to be at least its target. */
  targets: Record<string, number>;
  [figure: string]: unknown;
};

export type Bench = (options: BenchOptions) => Promise<BenchResult>;

const benches: Record<string, Bench> = { webhooks, pipeline, growth, redirect, audit, replay };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "4" },
  },
});
const [name = ""] = positionals;
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (bench === undefined) {
  console.error(
    `Say which: npm run bench -- <${Object.keys(benches).join(" | ")}> [--json] [--rounds N] [--seconds S]`,
  );
  process.exit(2);
}

const say = values.json ? () => undefined : (line: string) => console.log(line);
const result = await bench({ rounds: Number(values.rounds), seconds: Number(values.seconds), say });
const ok = Object.entries(result.targets).every(([target, least]) => (result.ratios[target] ?? 0) >= least);
console.log(JSON.stringify({ bench: name, ok, ...result }, null, values.json ? 0 : 2));
process.exitCode = ok ? 0 : 1;
