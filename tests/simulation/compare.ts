import { isDeepStrictEqual } from "node:util";
import { shuffled } from "./generate/shuffle.ts";
import { shrink } from "./generate/shrink.ts";
import { worldOf, type World } from "./generate/world.ts";
import type { Delivery, ReplayOutput } from "./reference/output.ts";
import { referenceReplay } from "./reference/replay.ts";

export type Replay = (offer: unknown, deliveries: Iterable<Delivery>, options: { now?: string }) => ReplayOutput;
export type Outcome = { kind: "output"; output: ReplayOutput } | { kind: "refused"; message: string };
export type Difference = { world: World; expected: Outcome; actual: Outcome };

export function outcomeOf(run: Replay, { offer, deliveries, now }: World): Outcome {
  try {
    return { kind: "output", output: run(offer, deliveries, now === undefined ? {} : { now }) };
  } catch (error) {
    return { kind: "refused", message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

/** Two refusals agree, whatever their words. */
function agree(a: Outcome, b: Outcome): boolean {
  return a.kind === "refused" ? b.kind === "refused" : b.kind === "output" && isDeepStrictEqual(a.output, b.output);
}

/** Where the engine and the reference model part on this world. */
export function compareReplay(run: Replay, world: World): Difference | undefined {
  const [expected, actual] = [outcomeOf(referenceReplay, world), outcomeOf(run, world)];
  return agree(expected, actual) ? undefined : { world, expected, actual };
}

/** Where two replays of a world part when the deliveries of its orders change places and are repeated. */
export function compareShuffled(run: Replay, world: World, seed: number, anyBodyFirst = false): Difference | undefined {
  const moved = { ...world, deliveries: shuffled(world.deliveries, seed, anyBodyFirst) };
  const [expected, actual] = [outcomeOf(run, world), outcomeOf(run, moved)].map(withoutCounts);
  return expected && actual && !agree(expected, actual) ? { world: moved, expected, actual } : undefined;
}

function withoutCounts(outcome: Outcome): Outcome {
  if (outcome.kind === "refused") return outcome;
  const deliveries = { received: 0, duplicate: 0, stale: 0, ignored: 0 };
  return { kind: "output", output: { ...outcome.output, deliveries } };
}

/** Which way they part: the refusal of one, or the parts of the output that differ. A smaller world must part that way. */
function manner({ expected, actual }: Difference): string {
  if (expected.kind === "refused" || actual.kind === "refused") return `${expected.kind} ${actual.kind}`;
  const parts = ["orders", "balances", "deliveries"] as const;
  return parts.filter((part) => !isDeepStrictEqual(expected.output[part], actual.output[part])).join(" ");
}

/** The smallest world found on which they still part in the same manner. */
export function smallest(run: Replay, found: Difference): Difference {
  const world = shrink(found.world, (candidate) => {
    const difference = compareReplay(run, candidate);
    return difference !== undefined && manner(difference) === manner(found);
  });
  return compareReplay(run, world) ?? found;
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 1);
}

export function described(seed: number, { world, expected, actual }: Difference): string {
  return [
    `seed ${seed}: the replay and the reference model differ`,
    `again: npx node tests/simulation/diff-replay.ts --seeds ${seed}`,
    `--now ${world.now ?? "(not given)"}`,
    `offer.json\n${json(world.offer)}`,
    `deliveries.jsonl\n${world.deliveries.map((one) => JSON.stringify(one)).join("\n")}`,
    `reference\n${json(expected)}`,
    `replay\n${json(actual)}`,
  ].join("\n");
}

export function differenceOf(run: Replay, seed: number): Difference | undefined {
  return compareReplay(run, worldOf(seed));
}
