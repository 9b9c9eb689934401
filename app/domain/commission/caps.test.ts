import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CapUse, applyCaps } from "./caps.ts";

const NOTHING_USED: CapUse = { monthUsedMinor: () => 0n, budgetUsedMinor: 0n };
const amounts = (by: Record<string, bigint[]>) =>
  Object.entries(by).map(([creator, entriesMinor]) => ({ creator, entriesMinor }));
const told = (by: Record<string, bigint[]>, caps: Parameters<typeof applyCaps>[1], use: Partial<CapUse> = {}) => {
  const result = applyCaps(amounts(by), caps, { ...NOTHING_USED, ...use });
  return {
    paid: Object.fromEntries(result.amounts.map(({ creator, entriesMinor }) => [creator, entriesMinor])),
    cut: result.cut.map(({ cap, creator, byMinor }) => `${cap} ${creator} ${byMinor}`),
  };
};

test("no caps cut nothing", () => {
  expect(told({ maya: [5n, 7n] }, {})).toEqual({ paid: { maya: [5n, 7n] }, cut: [] });
});

describe("per order", () => {
  test.each([
    { why: "above it", cap: 600n, paid: { maya: [400n, 200n] }, cut: ["per_order maya 600"] },
    { why: "at it", cap: 1200n, paid: { maya: [800n, 400n] }, cut: [] },
    { why: "below it", cap: 5000n, paid: { maya: [800n, 400n] }, cut: [] },
    { why: "of zero", cap: 0n, paid: { maya: [0n, 0n] }, cut: ["per_order maya 1200"] },
  ])("$why", ({ cap, paid, cut }) =>
    expect(told({ maya: [800n, 400n] }, { perOrderMinor: cap })).toEqual({ paid, cut }),
  );

  test("is for the order, over all its creators, then over each one's entries", () => {
    expect(told({ ben: [300n], maya: [500n, 100n] }, { perOrderMinor: 300n })).toEqual({
      paid: { ben: [100n], maya: [167n, 33n] },
      cut: ["per_order ben 200", "per_order maya 400"],
    });
  });
});

describe("per creator and month", () => {
  test("leaves what the month's other orders have not used", () => {
    const use = { monthUsedMinor: (creator: string) => (creator === "maya" ? 900n : 0n) };
    expect(told({ ben: [300n], maya: [300n] }, { perCreatorMonthMinor: 1000n }, use)).toEqual({
      paid: { ben: [300n], maya: [100n] },
      cut: ["per_creator_month maya 200"],
    });
  });

  test("a month that is over its cap leaves nothing", () => {
    expect(told({ maya: [300n] }, { perCreatorMonthMinor: 1000n }, { monthUsedMinor: () => 1500n }).paid).toEqual({
      maya: [0n],
    });
    expect(told({ maya: [300n] }, { perCreatorMonthMinor: 1000n }, { monthUsedMinor: () => 1000n }).paid).toEqual({
      maya: [0n],
    });
  });
});

describe("the budget", () => {
  test("is shared over the creators", () => {
    expect(told({ ben: [300n], maya: [300n] }, { budgetMinor: 1000n }, { budgetUsedMinor: 700n })).toEqual({
      paid: { ben: [150n], maya: [150n] },
      cut: ["budget ben 150", "budget maya 150"],
    });
  });

  test("spent leaves nothing", () => {
    expect(told({ maya: [300n] }, { budgetMinor: 1000n }, { budgetUsedMinor: 1200n }).paid).toEqual({ maya: [0n] });
  });

  test("left alone it cuts nothing", () => {
    expect(told({ maya: [300n] }, { budgetMinor: 1000n }, { budgetUsedMinor: 700n }).cut).toEqual([]);
  });
});

test("one after the other: the order's, the month's, the budget's, each over what is left", () => {
  expect(
    told(
      { maya: [1000n] },
      { perOrderMinor: 800n, perCreatorMonthMinor: 1000n, budgetMinor: 5000n },
      { monthUsedMinor: () => 300n, budgetUsedMinor: 4500n },
    ),
  ).toEqual({
    paid: { maya: [500n] },
    cut: ["per_order maya 200", "per_creator_month maya 100", "budget maya 200"],
  });
});

/** What a cap leaves; none leaves more than anything here. */
const most = (cap: bigint | undefined, spent = 0n) => (cap === undefined ? 10n ** 9n : cap > spent ? cap - spent : 0n);

test("no cap is ever exceeded, and nothing grows", () => {
  const minor = fc.bigInt({ min: 0n, max: 10_000n });
  return fc.assert(
    fc.property(
      fc.array(fc.array(minor, { maxLength: 4 }), { maxLength: 3 }),
      fc.record({ perOrderMinor: minor, perCreatorMonthMinor: minor, budgetMinor: minor }, { requiredKeys: [] }),
      minor,
      (entries, caps, used) => {
        const before = entries.map((entriesMinor, index) => ({ creator: String(index), entriesMinor }));
        const use = { monthUsedMinor: () => used, budgetUsedMinor: used };
        const after = applyCaps(before, caps, use).amounts;
        const totals = after.map(({ entriesMinor }) => entriesMinor.reduce((a, b) => a + b, 0n));
        const total = totals.reduce((a, b) => a + b, 0n);
        expect(total <= most(caps.perOrderMinor)).toBe(true);
        expect(total <= most(caps.budgetMinor, used)).toBe(true);
        expect(totals.every((minorOf) => minorOf <= most(caps.perCreatorMonthMinor, used))).toBe(true);
        after.forEach(({ entriesMinor }, i) =>
          entriesMinor.forEach((amount, j) =>
            expect(amount >= 0n && amount <= (before[i]?.entriesMinor[j] ?? 0n)).toBe(true),
          ),
        );
      },
    ),
  );
});
