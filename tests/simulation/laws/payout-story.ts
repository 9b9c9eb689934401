import fc from "fast-check";
import { instant } from "#app/domain/kernel/instant.ts";
import { Crash, Faults } from "../money/faults.ts";
import { memoryStage } from "../money/memory/stage.ts";
import type { Plot } from "../money/plot.ts";
import type { Stage } from "../money/stage.ts";
import { type Answer, ScriptedRail, Unreachable } from "./scripted-rail.ts";

/** Numbers are places in the world's lists, which begin again at their end. */
type Command =
  | { do: "earn"; creator: number; minor: bigint }
  /** `run` plans and approves. */
  | { do: "run" | "plan" | "approve" | "discard" }
  | { do: "submit"; payout: number }
  /** Whoever knows it says what became of a payout: late, repeatedly, and never otherwise than it was. */
  | { do: "say"; news: number }
  | { do: "come back"; payout: number }
  | { do: "in the end" };

/** What one process is at, all at once, and the await at which it dies; null: it lives. */
type Round = { commands: Command[]; dies: number | null };

export type Story = { remembers: boolean; answers: Answer[]; rounds: Round[] };

const aPlace = fc.nat({ max: 5 });
const only = <Kind extends string>(kind: Kind) => fc.record({ do: fc.constant(kind) });
const numbered = <Kind extends string, Key extends string>(kind: Kind, key: Key) =>
  fc.record({ do: fc.constant(kind), [key]: aPlace }) as fc.Arbitrary<{ do: Kind } & Record<Key, number>>;
const earn = fc.record({
  do: fc.constant("earn" as const),
  creator: fc.nat({ max: 1 }),
  minor: fc.constantFrom(1n, 700n, 5000n),
});
const aCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: earn },
  { weight: 5, arbitrary: only("run") },
  { weight: 1, arbitrary: only("plan") },
  { weight: 2, arbitrary: only("approve") },
  { weight: 1, arbitrary: only("discard") },
  { weight: 6, arbitrary: numbered("submit", "payout") },
  { weight: 3, arbitrary: numbered("say", "news") },
  { weight: 1, arbitrary: numbered("come back", "payout") },
  { weight: 1, arbitrary: only("in the end") },
);

const ANSWERS: Answer[] = [
  "pays",
  "refuses",
  "pays unheard",
  "refuses unheard",
  "out of reach",
  "takes its time",
  "refuses in the end",
  "leaves it to a person",
];

export const aStory: fc.Arbitrary<Story> = fc.boolean().chain((remembers) =>
  fc.record({
    remembers: fc.constant(remembers),
    // Nobody can tell an order to pay that is still on its way from one that never left: that takes a rail that remembers.
    answers: fc.array(fc.constantFrom(...ANSWERS, ...(remembers ? (["is told late"] as const) : [])), { maxLength: 8 }),
    rounds: fc.array(
      fc.record({
        commands: fc.array(aCommand, { minLength: 1, maxLength: 4 }),
        dies: fc.option(fc.integer({ min: 1, max: 25 }), { freq: 2 }),
      }),
      { minLength: 4, maxLength: 25 },
    ),
  }),
);

const PLOT: Plot = {
  seed: 0,
  creators: [
    { bps: null, details: false },
    { bps: null, details: false },
  ],
  bps: 1000,
  holdDays: 0,
  minimumMinor: 0n,
  workers: 1,
  batch: 1,
  steps: [],
};

/** Plays a story. @returns what was paid that should not have been, or otherwise than the app has it; null when all is well */
export async function wronglyPaid(
  { remembers, answers, rounds }: Story,
  scheduler: fc.Scheduler,
  changed: (stage: Stage) => Stage = (stage) => stage,
): Promise<string | null> {
  const faults = new Faults();
  let now = Date.parse("2026-11-02T09:00:00Z");
  const stage = changed(memoryStage(PLOT, { now: () => instant(now) }, faults));
  let scheduling = true;
  const turn = async (): Promise<void> => void (scheduling && (await scheduler.schedule(Promise.resolve())));
  const rail = new ScriptedRail({ remembers, answers, faults, turn });
  let asked = 0;

  for (const { commands, dies } of rounds) {
    now += 60_000;
    faults.armWith((at) => at === dies);
    const submitted = new Set<string>();
    const work = commands.map(async (command) => {
      await turn();
      await act(command);
    });
    async function act(command: Command): Promise<void> {
      if (command.do !== "submit") return perform(stage, rail, command, `${(asked += 1)}`);
      const payouts = await stage.payouts();
      const payout = payouts[command.payout % payouts.length];
      // A job has one worker at a time. A rail that does not remember has to rely on it.
      if (payout === undefined || (!remembers && submitted.has(payout.id))) return;
      submitted.add(payout.id);
      await stage.submit(payout.id, rail);
    }
    await scheduler.waitFor(Promise.all(work.map((one) => one.catch(expected))));
    faults.disarm();
    const wrong = await movedWrongly(stage, rail);
    if (wrong !== null) return wrong;
  }
  scheduling = false;
  await finish(stage, rail);
  return (await movedWrongly(stage, rail)) ?? unlikeTheRail(stage, rail);
}

function expected(error: unknown): void {
  if (!(error instanceof Crash || error instanceof Unreachable)) throw error;
}

async function perform(stage: Stage, rail: ScriptedRail, command: Command, id: string): Promise<void> {
  switch (command.do) {
    case "earn":
      return stage.correct(command.creator, command.minor, id);
    case "run":
      await stage.plan();
      return stage.approve();
    case "plan":
      return stage.plan();
    case "approve":
      return stage.approve();
    case "discard":
      return stage.discard();
    case "say":
      return say(stage, rail, command.news);
    case "come back":
      return rail.comeBack(command.payout);
    default:
      return rail.settle();
  }
}

async function say(stage: Stage, rail: ScriptedRail, nth: number): Promise<void> {
  const news = rail.news[nth % rail.news.length];
  const payout = (await stage.payouts()).find(({ ourKey }) => ourKey === news?.ourKey);
  if (news === undefined || payout === undefined) return;
  if (news.kind === "returned") await stage.comeBack(payout.id);
  else await stage.say(payout.id, news.kind === "paid");
}

/** The rail has answered everything, and everybody has said what they know, twice. */
async function finish(stage: Stage, rail: ScriptedRail): Promise<void> {
  for (let round = 0; round < 30; round++) {
    rail.settle();
    for (const { id, state } of await stage.payouts())
      if (/^(approved|submitted|unknown)$/.test(state)) await stage.submit(id, rail).catch(expected);
  }
  for (let twice = 0; twice < 2; twice++) for (const nth of rail.news.keys()) await say(stage, rail, nth);
}

/** At every moment: under each key money left at most once, as much as was meant, and nobody had more than they earned. */
async function movedWrongly(stage: Stage, rail: ScriptedRail): Promise<string | null> {
  const payouts = await stage.payouts();
  const transfers = await stage.transfers();
  for (const [ourKey, amounts] of rail.moved) {
    const payout = payouts.find((one) => one.ourKey === ourKey);
    if (amounts.length > 1) return `${ourKey} was paid ${amounts.length} times`;
    if (payout === undefined || payout.minor !== amounts[0])
      return `${ourKey} of ${payout?.minor} left as ${amounts[0]}`;
  }
  for (const creator of PLOT.creators.keys()) {
    const earned = transfers
      .filter((one) => one.creator === creator && one.kind === "manual")
      .reduce((sum, { minor }) => sum + minor, 0n);
    const had = await stillOut(stage, rail, creator);
    if (had > earned) return `creator ${creator} earned ${earned} and was paid ${had}`;
  }
  return null;
}

/** In the end: what left and did not come back is what the ledger calls paid, and nothing is under way. */
async function unlikeTheRail(stage: Stage, rail: ScriptedRail): Promise<string | null> {
  for (const [creator, { paid, inTransit }] of (await stage.accounts()).entries()) {
    const out = await stillOut(stage, rail, creator);
    if (out !== paid || inTransit !== 0n)
      return `creator ${creator}: ${out} left and stayed away; the ledger says ${paid} paid, ${inTransit} in transit`;
  }
  return null;
}

async function stillOut(stage: Stage, rail: ScriptedRail, creator: number): Promise<bigint> {
  return (await stage.payouts())
    .filter((payout) => payout.creator === creator && !rail.returned.has(payout.ourKey))
    .flatMap(({ ourKey }) => rail.moved.get(ourKey) ?? [])
    .reduce((sum, minor) => sum + minor, 0n);
}
