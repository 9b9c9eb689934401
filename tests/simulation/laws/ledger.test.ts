import fc from "fast-check";
import { expect, test } from "vitest";
import { Dice } from "../generate/dice.ts";
import { aHappening } from "../money/happenings.ts";
import { brokenLaw } from "../money/ledger-laws.ts";
import { memoryStage } from "../money/memory/stage.ts";
import { play } from "../money/play.ts";
import { type Plot, plotOf, step, termsOf } from "../money/plot.ts";
import type { StagedTransfer } from "../money/stage.ts";

const everything = { disputes: true, reviews: true };

/** Any commands in any sequence: those that fail are cut down to the few that make it fail. */
const aPlot = fc
  .record({
    terms: fc.nat(),
    details: fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
    steps: fc.array(fc.noBias(fc.nat()), { minLength: 20, maxLength: 60 }),
  }) // prettier-ignore
  .map(({ terms, details, steps }): Plot => ({
    seed: terms,
    creators: details.map((known, creator) => ({ bps: creator === 1 ? 3000 : null, details: known })),
    ...termsOf(new Dice(terms)),
    workers: 1,
    batch: 1,
    steps: steps.map((seed) => {
      const dice = new Dice(seed);
      return step(dice, aHappening(dice, details.length, everything), { lossless: dice.chance(50), holds: true });
    }),
  }));

test("the ledger's invariants hold after any sequence of commands", async () => {
  const seen = { payouts: 0, reviews: 0, takenBack: 0, belowZero: 0 };
  await fc.assert(
    fc.asyncProperty(aPlot, async (plot) => {
      const { difference, payouts, seen: more } = await play(plot, memoryStage);
      expect(difference).toBeNull();
      seen.payouts += payouts;
      for (const kind of ["reviews", "takenBack", "belowZero"] as const) seen[kind] += more[kind];
    }),
    { numRuns: 150 },
  );
  expect(Object.entries(seen).filter(([, count]) => count < 5)).toEqual([]);
}, 120_000);

test(
  "redaction at any moment changes no balance",
  () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 100_000 }), fc.nat({ max: 9 }), async (seed, order) => {
        const plot = plotOf(seed, { steps: [8, 25] });
        const steps = plot.steps.map((one, index) => ({ ...one, erased: order + index }));
        expect((await play({ ...plot, workers: 1, batch: 1, steps }, memoryStage)).difference).toBeNull();
      }),
      { numRuns: 60 },
    ),
  120_000,
);

const moved = (kind: string, way: [StagedTransfer["from"], StagedTransfer["to"]], minor: bigint): StagedTransfer => ({
  creator: 0,
  kind,
  from: way[0],
  to: way[1],
  minor,
  orderId: kind.startsWith("payout_") || kind === "manual" ? null : 1,
  awardId: null,
  payoutId: kind.startsWith("payout_") ? "p" : null,
});
const accrual = moved("accrual", ["expense", "pending"], 10n);
const release = moved("release", ["pending", "payable"], 10n);
const started = moved("payout_started", ["payable", "in_transit"], 10n);
const confirmed = moved("payout_confirmed", ["in_transit", "paid"], 10n);
const paid = { id: "p", creator: 0, minor: 10n, state: "paid" as const, ourKey: "key" };
const sound = { transfers: [accrual, release, started, confirmed], payable: 0n, paid: 10n, payouts: [paid] };

test.each([
  { what: "nothing", given: sound, says: /^sound$/ },
  { what: "a balance that is not the sum", given: { ...sound, paid: 9n }, says: /paid is kept as 9/ },
  { what: "a payout that the ledger does not know", given: { ...sound, payouts: [paid, paid] }, says: /come to 20/ },
  {
    what: "a release without a commission",
    given: { ...sound, transfers: [accrual, { ...release, orderId: null }, started, confirmed] },
    says: /no order or award/,
  },
  {
    what: "a kind that goes another way",
    given: { ...sound, transfers: [accrual, { ...release, kind: "review_held" }, started, confirmed] },
    says: /review_held from pending to payable/,
  },
  {
    what: "a payout of what is not there yet",
    given: { ...sound, transfers: [accrual, started, release, confirmed] },
    says: /payout_started leaves -10/,
  },
  {
    what: "less than nothing pending",
    given: { ...sound, transfers: [release, started, confirmed], paid: 10n, pending: -10n },
    says: /pending is -10/,
  },
  {
    what: "a payout that was started twice",
    given: {
      transfers: [accrual, release, accrual, release, started, started, confirmed, confirmed],
      payable: 0n,
      paid: 20n,
      payouts: [paid, { ...paid, id: "q" }],
    },
    says: /payout_started p was posted twice/,
  },
])("the invariants notice: $what", ({ given, says }) => {
  const { transfers, payouts, ...balances } = given;
  const broken = brokenLaw(transfers, [{ pending: 0n, inTransit: 0n, ...balances }], payouts);
  expect(broken ?? "sound").toMatch(says);
});
