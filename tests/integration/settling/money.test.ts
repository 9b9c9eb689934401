import { afterAll, expect, test } from "vitest";
import { play } from "../../simulation/money/play.ts";
import { type Plot, plotOf } from "../../simulation/money/plot.ts";
import { postgresStages } from "../../simulation/money/postgres/stage.ts";
import { testDatabase } from "../../setup/test-database.ts";

/** Worlds of money (tests/simulation/README.md) on the real database, and with a process that dies at every statement. */

const WORLDS = Number(process.env["MONEY_WORLDS"] ?? 20);
const FROM = Number(process.env["MONEY_FROM"] ?? 1);
/** A world takes a second or two on an idle machine. */
const PATIENCE = 120_000;
const { url } = await testDatabase({ max: 2 });
const stages = postgresStages(url);
afterAll(() => stages.close());

const seeds = (count: number) => Array.from({ length: count }, (_, index) => FROM + index);

test.each(seeds(WORLDS))(
  "world %i: every account is the model's after each step",
  async (seed) => {
    expect((await play(plotOf(seed), stages.make)).difference).toBeNull();
  },
  PATIENCE,
);

test.each(seeds(Math.ceil(WORLDS / 10)))(
  "world %i dies at every statement of whatever it does, and comes through",
  async (seed) => {
    const played = await play(plotOf(seed, { steps: [4, 6] }), stages.make, { kind: "everywhere" });
    expect(played.difference).toBeNull();
    expect(played.faults.crashes).toBeGreaterThan(100);
  },
  PATIENCE,
);

/** Few worlds are about orders that look like their creator's own. */
const looksAlike = ({ steps }: Plot): boolean =>
  steps.some(({ happening }) => "looks" in happening && happening.looks.startsWith("own"));
const reviewed = Array.from({ length: 100 }, (_, index) => plotOf(FROM + index, { steps: [6, 12] })).filter(looksAlike);

test.each(reviewed.slice(0, Math.ceil(WORLDS / 10)))(
  "redaction at any moment changes no balance: world $seed, an order at each step",
  async (plot) => {
    const steps = plot.steps.map((step, index) => ({ ...step, erased: index }));
    const played = await play({ ...plot, workers: 1, batch: 1, steps }, stages.make);
    expect(played.difference).toBeNull();
    expect(played.seen.erased).toBeGreaterThan(0);
  },
  PATIENCE,
);

test("the audit of all of it is clean", async () => {
  expect(await stages.audit()).toEqual([]);
});
