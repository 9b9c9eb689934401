import { expect, test } from "vitest";
import { memoryStage } from "./memory/stage.ts";
import { type MakeStage, play } from "./play.ts";
import { plotOf } from "./plot.ts";
import type { Stage } from "./stage.ts";

const WORLDS = Number(process.env["MONEY_SEEDS"] ?? 400);
const seeds = Array.from({ length: WORLDS }, (_, index) => index + 1);
/** A world takes about 15 ms. */
const PATIENCE = 60_000 + 200 * WORLDS;
const short = (seed: number) => plotOf(seed, { steps: [8, 12] });

test(
  `every account is the model's after each step (${WORLDS} worlds)`,
  async () => {
    const sums: Record<string, number> = {};
    for (const seed of seeds) {
      const { difference, faults, payouts, seen } = await play(plotOf(seed), memoryStage);
      expect(difference, `npm run simulate -- --worlds 1 --seed ${seed}`).toBeNull();
      const { crashes: _, ...more } = faults;
      for (const [kind, count] of Object.entries({ ...more, ...seen, payouts })) sums[kind] = (sums[kind] ?? 0) + count;
    }
    // Worlds where nothing goes wrong, and none owes anything, would prove nothing.
    expect(Object.entries(sums).filter(([, count]) => count < WORLDS / 100)).toEqual([]);
  },
  PATIENCE,
);

test(
  "a process that dies once, at whichever await: the same accounts as without",
  async () => {
    for (const seed of [1, 2]) {
      const plot = plotOf(seed, { steps: [6, 6] });
      const { awaits } = await play(plot, memoryStage, { kind: "once", nth: 0 });
      for (let nth = 1; nth <= awaits; nth++) {
        const { difference, faults } = await play(plot, memoryStage, { kind: "once", nth });
        expect(difference, `seed ${seed}, await ${nth}`).toBeNull();
        expect(faults.crashes).toBe(1);
      }
    }
  },
  PATIENCE,
);

test(
  "whatever is done dies at each of its awaits before it is done",
  async () => {
    let crashes = 0;
    for (const seed of seeds.slice(0, 10)) {
      const played = await play(short(seed), memoryStage, { kind: "everywhere" });
      expect(played.difference, `seed ${seed}`).toBeNull();
      crashes += played.faults.crashes;
    }
    expect(crashes).toBeGreaterThan(1_000);
  },
  PATIENCE,
);

/** The app with one defect. */
const defective =
  (defect: (stage: Stage) => Partial<Stage>): MakeStage =>
  (plot, clock, faults) => {
    const stage = memoryStage(plot, clock, faults);
    return { ...stage, ...defect(stage) };
  };

test.each<{ what: string; defect: (stage: Stage) => Partial<Stage> }>([
  { what: "releases nothing", defect: () => ({ release: async () => undefined }) },
  { what: "looks for no lost webhooks", defect: () => ({ reconcile: async () => true }) },
  { what: "looks for no lost chargebacks", defect: () => ({ compareChargebacks: async () => undefined }) },
  {
    what: "counts a correction twice",
    defect: ({ correct }) => ({
      correct: async (creator, minor, key) => {
        await correct(creator, minor, key);
        await correct(creator, minor, `${key}/again`);
      },
    }),
  },
  { what: "hands no payout to the rail", defect: () => ({ submit: async () => undefined }) },
  { what: "takes no money back that came back", defect: () => ({ comeBack: async () => undefined }) },
  { what: "does not hear what the brand says of a review", defect: () => ({ decideReview: async () => undefined }) },
  {
    what: "sees no name and no address",
    defect: ({ arrive }) => ({
      arrive: (told) => arrive({ ...told, body: { ...told.body, shipping_address: null } }),
    }),
  },
  {
    what: "holds nothing while a chargeback is open",
    defect: ({ arrive }) => ({
      arrive: (told) => (told.topic === "disputes/create" ? Promise.resolve() : arrive(told)),
    }),
  },
  {
    what: "takes nothing back for a lost chargeback",
    defect: ({ arrive }) => ({
      arrive: (told) => (told.body["status"] === "lost" ? Promise.resolve() : arrive(told)),
    }),
  },
  {
    what: "drops a delivery",
    defect: ({ arrive }) => ({
      arrive: (told) => (told.webhookId === "told-2" ? Promise.resolve() : arrive(told)),
    }),
  },
])(
  "an app that $what is noticed",
  async ({ defect }) => {
    for (const seed of seeds) if ((await play(plotOf(seed), defective(defect))).difference !== null) return;
    expect.unreachable("no world noticed");
  },
  PATIENCE,
);

test("a world is the same for the same seed", async () => {
  expect(plotOf(7)).toEqual(plotOf(7));
  expect(await play(plotOf(7), memoryStage)).toEqual(await play(plotOf(7), memoryStage));
});
