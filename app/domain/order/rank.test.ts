import { describe, expect, test } from "vitest";
import { aRank, at } from "../../../tests/builders/order.ts";
import { compareInstants, compareRanks, compareTriggers, effectiveUpdatedAt } from "./rank.ts";

const texts = new Map([
  [1, "a"],
  [2, "b"],
  [3, "a"],
]);
const textOf = (ref: number): string => texts.get(ref) ?? "";
const noText = (): string => {
  throw new Error("texts are read on a tie only");
};

describe("which of two bodies is the newer", () => {
  const early = at("2026-11-20T10:00:00Z");
  const late = at("2026-11-20T10:00:01Z");
  test.each([
    {
      why: "updated_at first, whatever the trigger",
      older: { updatedAt: early, triggeredAt: late, refunds: 5, text: 2 },
      newer: { updatedAt: late, triggeredAt: early, text: 1 },
    },
    {
      why: "then the trigger, whatever the refunds",
      older: { triggeredAt: early, refunds: 5, text: 2 },
      newer: { triggeredAt: late, text: 1 },
    },
    {
      why: "the trigger's nanoseconds count",
      older: { belowMs: 456_789, refunds: 1 },
      newer: { belowMs: 456_999 },
    },
    { why: "none kept are none", older: { belowMs: undefined }, newer: { belowMs: 1 } },
    { why: "then the number of refunds", older: { refunds: 0, text: 2 }, newer: { refunds: 1, text: 1 } },
  ])("$why", ({ older, newer }) => {
    const [a, b] = [aRank({ updatedAt: early, ...older }), aRank({ updatedAt: early, ...newer })];
    expect(compareRanks(b, a, noText)).toBeGreaterThan(0);
    expect(compareRanks(a, b, noText)).toBeLessThan(0);
  });

  test("then the greater text; the same text is the same body", () => {
    expect(compareRanks(aRank({ text: 2 }), aRank({ text: 1 }), textOf)).toBeGreaterThan(0);
    expect(compareRanks(aRank({ text: 1 }), aRank({ text: 2 }), textOf)).toBeLessThan(0);
    expect(compareRanks(aRank({ text: 1 }), aRank({ text: 3 }), textOf)).toBe(0);
    expect(compareRanks(aRank({ text: 2 }), aRank({ text: 2 }), noText)).toBe(0);
  });
});

test("without an updated_at: the later trigger, then the greater text", () => {
  const [a, b] = [aRank({ text: 1 }), aRank({ text: 2 })];
  expect(compareTriggers(b, a, textOf)).toBeGreaterThan(0);
  expect(compareTriggers(aRank({ triggeredAt: at("2026-11-21T00:00:00Z"), text: 1 }), b, noText)).toBeGreaterThan(0);
  expect(compareInstants(aRank({ belowMs: 2 }), aRank({ belowMs: 1 }))).toBe(1);
  expect(compareInstants(aRank(), aRank({ belowMs: undefined }))).toBe(0);
});

test.each([
  { why: "an hour before its trigger", updated: "2026-11-20T09:00:00Z", counts: "2026-11-20T09:00:00Z" },
  { why: "a little after", updated: "2026-11-20T10:04:59Z", counts: "2026-11-20T10:04:59Z" },
  { why: "5 minutes after", updated: "2026-11-20T10:05:00Z", counts: "2026-11-20T10:05:00Z" },
  { why: "more than 5 minutes after: a wrong clock", updated: "2026-11-20T10:05:01Z", counts: "2026-11-20T10:00:00Z" },
  { why: "years after", updated: "2126-11-20T10:00:00Z", counts: "2026-11-20T10:00:00Z" },
])("a body updated $why counts as of $counts", ({ updated, counts }) =>
  expect(effectiveUpdatedAt(at(updated), at("2026-11-20T10:00:00Z"))).toBe(at(counts)),
);
