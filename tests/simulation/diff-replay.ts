/**
 * npx node tests/simulation/diff-replay.ts --seeds 1..500 [--no-shrink] [--stop N]
 *
 * The replay against the reference model, seed by seed; prints the smallest world on which they part, and stops after
 * N such (1).
 */
import { parseArgs } from "node:util";
import { replay } from "./engine.ts";
import { compareShuffled, described, differenceOf, smallest, type Replay } from "./compare.ts";
import { worldOf } from "./generate/world.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1..500" },
    "no-shrink": { type: "boolean", default: false },
    stop: { type: "string", default: "1" },
  },
});
const [from = 1, to = from] = values.seeds.split("..").map(Number);
if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to)) {
  console.error(`--seeds ${values.seeds}: give one seed, or a range such as 1..500`);
  process.exit(2);
}

const run: Replay = replay;
let failed = 0;
for (let seed = from; seed <= to && failed < Number(values.stop); seed++) {
  const found = differenceOf(run, seed);
  const moved = found ? undefined : compareShuffled(run, worldOf(seed), seed);
  if (!found && !moved) continue;
  failed += 1;
  if (found) console.log(described(seed, values["no-shrink"] ? found : smallest(run, found)));
  if (moved) console.log(`shuffled: ${described(seed, moved)}`);
}
if (failed === 0) console.log(`seeds ${from}..${to}: no difference`);
process.exitCode = failed === 0 ? 0 : 1;
