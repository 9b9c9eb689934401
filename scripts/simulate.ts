/**
 * npm run simulate -- [--minutes 60] [--worlds N] [--seed N] [--postgres] [--json]
 *
 * Plays worlds until the time is up or so many were played, one seed after the other: the replay of orders against the model of
 * its contract, and the money against the model of the ledger and of payouts, each with what goes wrong. With `--postgres` the
 * money is on a database of its own, as production has it. The first world that fails is printed with the command that plays it
 * again, exactly; then the exit code is 1.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { simulate, type Simulated } from "../tests/simulation/long-run/simulate.ts";
import { memoryWorlds } from "../tests/simulation/long-run/memory-worlds.ts";
import { postgresWorlds } from "../tests/simulation/long-run/postgres-worlds.ts";

const usage = "npm run simulate -- [--minutes 60] [--worlds N] [--seed N] [--postgres] [--json]";
const { values } = parseArgs({
  options: {
    minutes: { type: "string" },
    worlds: { type: "string" },
    seed: { type: "string", default: "1" },
    postgres: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const [minutes, worlds, seed] = [
  Number(values.minutes ?? (values.worlds ? Infinity : 60)),
  Number(values.worlds ?? Infinity),
  Number(values.seed),
];
if (!(minutes > 0 && worlds > 0 && Number.isSafeInteger(seed) && seed > 0)) {
  console.error(`--minutes, --worlds and --seed are numbers above 0; usage: ${usage}`);
  process.exit(2);
}

const folder = mkdtempSync(path.join(tmpdir(), "fairshare-simulation-"));
const kinds = values.postgres ? await postgresWorlds(path.join(folder, "postgres")) : memoryWorlds;
try {
  const until = performance.now() + minutes * 60_000;
  const say = values.json ? () => undefined : (line: string) => console.log(line);
  const result = await simulate({ kinds, seed, worlds, until, say });
  report(result);
  process.exitCode = result.failure === null ? 0 : 1;
} finally {
  await kinds.close();
  rmSync(folder, { recursive: true, force: true });
}

function report({ failure, ...figures }: Simulated): void {
  const flag = values.postgres ? " --postgres" : "";
  const again = failure && `npm run simulate -- --seed ${failure.seed} --worlds 1${flag}`;
  if (values.json)
    return console.log(JSON.stringify({ ok: failure === null, ...figures, failure: failure && { ...failure, again } }));
  console.log(JSON.stringify(figures, null, 2));
  if (failure === null) console.log(`${figures.worlds} worlds, no difference`);
  else console.log(`seed ${failure.seed} (${failure.kind}): ${failure.difference}\nagain: ${again}`);
}
