/**
 * npm run demo [-- --once] [-- --json]: the whole job on this machine, without a Shopify account. Starts a database, a sandbox
 * that stands in for Shopify, the app and its worker, and drives the journey through real HTTP as a merchant, creators and
 * shoppers would. Then everything stays up to be looked at, until Ctrl-C; `--once` ends after the journey, with exit code 0
 * only if every step held; `--once --json` prints the steps as JSON and nothing else.
 */
import { runJourney } from "./demo/journey.ts";
import { openHouse, printJson, printStep, printSummary } from "./demo/print.ts";
import { Stage } from "./demo/stage.ts";

const OPTIONS = new Set(["--once", "--json"]);
const given = process.argv.slice(2);
const unknown = given.filter((option) => !OPTIONS.has(option));
if (unknown.length > 0) {
  console.error(`${unknown.join(" ")}: not an option; usage: npm run demo [-- --once [--json]]`);
  process.exit(2);
}
const json = given.includes("--json");
const once = given.includes("--once");

const stage = await Stage.open({ say: (line) => json || console.error(line) });
const ending = new Promise<void>((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
});
try {
  const journey = runJourney(stage, (step) => json || printStep(step));
  const result = await Promise.race([journey, ending.then(() => null)]);
  if (result !== null) {
    if (json) printJson(result.steps);
    else printSummary(result.steps);
    process.exitCode = result.steps.every(({ ok }) => ok) ? 0 : 1;
    if (!once) {
      openHouse(await stage.doors());
      await ending;
    }
  }
} finally {
  await stage.close();
}
