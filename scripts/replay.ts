/**
 * npm run --silent replay -- --offer offer.json --deliveries deliveries.jsonl [--shuffle SEED] [--now INSTANT] [--json]
 *
 * What would this offer have paid for these deliveries? The same engine as in production, in memory. Exit code 2 and a
 * message on standard error when an input is bad; then nothing is printed as a result.
 */
import { readReplayArguments } from "./replay/arguments.ts";
import { BadInput, readOffer, replayFile } from "./replay/run.ts";
import { printJson } from "./replay/print-json.ts";
import { printTable } from "./replay/print-table.ts";

try {
  const options = readReplayArguments(process.argv.slice(2));
  const offer = readOffer(options.offer);
  const run = replayFile(offer, options);
  await (options.json ? printJson : printTable)(run, options.now ?? run.latest);
} catch (error) {
  if (!(error instanceof BadInput)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
