/**
 * What must not happen while bad things happen:
 * `npm run torture -- [--scenario kills | database-away | full-disk] [--seconds 60] [--seed N] [--rate N] [--json]`.
 *
 * The webhook door, two workers and the database run in processes of their own. For the time given, deliveries of orders are
 * sent as fast as they are answered (or `--rate` a second at most, of `kills`), shuffled and repeated until they are answered
 * 200, while
 *
 * - `kills` (the default): any of the processes is killed (-9) and started again, and connections are cut;
 * - `database-away`: the database is gone for the whole time;
 * - `full-disk`: the database's disk is full for the whole time (needs root, for mounting a small one).
 *
 * Then everything is left in peace until nothing waits, and what is there is compared with what was answered and with a
 * replay in memory. Exit code 0: nothing lost, nothing twice, balances equal, the audit finds nothing; and while there was
 * nowhere to store, each delivery was refused in time with when to come again, and the web process lived.
 */
import { parseArgs } from "node:util";
import { databaseAway } from "./torture/database-away.ts";
import { fullDisk } from "./torture/full-disk.ts";
import { kills } from "./torture/kills.ts";
import type { Scenario } from "./torture/stage.ts";

const scenarios: Record<string, Scenario> = { kills, "database-away": databaseAway, "full-disk": fullDisk };

const { values } = parseArgs({
  options: {
    scenario: { type: "string", default: "kills" },
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    rate: { type: "string" },
    json: { type: "boolean", default: false },
  },
});
const scenario = Object.hasOwn(scenarios, values.scenario) ? scenarios[values.scenario] : undefined;
if (scenario === undefined) {
  console.error(`Say which: npm run torture -- --scenario <${Object.keys(scenarios).join(" | ")}>`);
  process.exit(2);
}

const say = values.json ? () => undefined : (line: string) => console.log(line);
const [seconds, seed] = [Number(values.seconds), Number(values.seed)];
const rate = values.rate === undefined ? undefined : Number(values.rate);
const { ok, ...figures } = await scenario({ seconds, seed, rate, say });
console.log(JSON.stringify({ ok, scenario: values.scenario, ...figures }, null, values.json ? 0 : 2));
process.exitCode = ok ? 0 : 1;
