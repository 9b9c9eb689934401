import { parseArgs } from "node:util";
import { type Instant, parseInstant } from "#app/domain/kernel/instant.ts";
import { BadInput } from "./bad-input.ts";

export interface ReplayArguments {
  readonly offer: string;
  readonly deliveries: string;
  readonly shuffle: string | null;
  readonly now: Instant | null;
  readonly json: boolean;
}

const USAGE =
  "usage: npm run --silent replay -- --offer offer.json --deliveries deliveries.jsonl [--shuffle SEED] [--now INSTANT] [--json]";

/** @throws BadInput naming the option and the remedy */
export function readReplayArguments(argv: readonly string[]): ReplayArguments {
  const { offer, deliveries, shuffle, now, json } = parsed(argv);
  if (!offer) throw new BadInput(`--offer is missing: name the file with the offer\n${USAGE}`);
  if (!deliveries)
    throw new BadInput(`--deliveries is missing: name the file with the deliveries, one a line\n${USAGE}`);
  const at = now === undefined ? null : parseInstant(now);
  if (now !== undefined && at === null)
    throw new BadInput(
      `--now: ${JSON.stringify(now)} is not an ISO 8601 time with its zone, such as 2026-11-24T00:00:00Z`,
    );
  return { offer, deliveries, shuffle: shuffle ?? null, now: at, json: json ?? false };
}

function parsed(argv: readonly string[]) {
  const string = { type: "string" } as const;
  try {
    return parseArgs({
      args: [...argv],
      options: { offer: string, deliveries: string, shuffle: string, now: string, json: { type: "boolean" } },
    }).values;
  } catch (error) {
    throw new BadInput(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}
