import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, type Instant, instant } from "../kernel/instant.ts";
import { type Review, isUnderReview, joinReviews, reviewEndsAt, reviewOf } from "./review.ts";

const began = instant(Date.parse("2026-11-20T10:00:00Z"));
const day = (days: number): Instant => instant(began + days * DAY_MS);
const aReview = (change: Partial<Review> = {}): Review => ({
  creator: "maya",
  signal: "same_name",
  beganAt: began,
  decision: null,
  ...change,
});

test.each([
  { why: "at its beginning", now: day(0), decision: null, held: true },
  { why: "a moment before its end", now: instant(day(14) - 1), decision: null, held: true },
  { why: "at its end", now: day(14), decision: null, held: false },
  { why: "long after", now: day(400), decision: null, held: false },
  { why: "to be paid", now: day(1), decision: "pay", held: false },
  { why: "the creator's own order, which pays nothing anyway", now: day(1), decision: "own_order", held: false },
] as const)("held $why: $held", ({ now, decision, held }) =>
  expect(isUnderReview(aReview({ decision }), now)).toBe(held),
);

const own = ["name:maya lindqvist", "address:12 chestnut street|40202|us"];
const seen = (likeness: string, days = 0) => ({ likeness, seenAt: day(days) });

test.each([
  { why: "nothing", order: [], signal: null },
  { why: "a stranger's name and address", order: [seen("name:ava berg"), seen("address:1 peak rd||hk")], signal: null },
  { why: "the name", order: [seen("name:maya lindqvist")], signal: "same_name" },
  { why: "the address", order: [seen("name:ava berg"), seen(own[1]!)], signal: "same_address" },
  { why: "both", order: [seen(own[0]!), seen(own[1]!)], signal: "same_address" },
])("an order that shares $why: $signal", ({ order, signal }) =>
  expect(reviewOf(order, "maya", own)?.signal ?? null).toBe(signal),
);

test.each([
  { order: [seen(own[0]!, 3), seen(own[1]!, 1), seen("name:ava berg", 0)] },
  { order: [seen(own[0]!, 1), seen(own[1]!, 3)] },
])("it begins when anything of it was first seen (%#)", ({ order }) =>
  expect(reviewOf(order, "maya", own)?.beganAt).toBe(day(1)),
);

test("what is kept stays where nothing is shown, and what is shown is kept where nothing was", () => {
  expect(joinReviews(aReview(), null)).toEqual(aReview());
  expect(joinReviews(null, aReview())).toEqual(aReview());
  expect(joinReviews(null, null)).toBeNull();
});

test.each([
  { kept: "same_name", shown: "same_name", signal: "same_name" },
  { kept: "same_name", shown: "same_address", signal: "same_address" },
  { kept: "same_address", shown: "same_name", signal: "same_address" },
] as const)("the stronger signal stays: $kept, then $shown", ({ kept, shown, signal }) =>
  expect(joinReviews(aReview({ signal: kept }), aReview({ signal: shown }))?.signal).toBe(signal),
);

test.each([
  { why: "the earlier beginning stays", kept: { beganAt: day(1) }, shown: { beganAt: day(5) }, beganAt: day(1) },
  {
    why: "an older body makes it begin, and end, earlier",
    kept: { beganAt: day(5) },
    shown: { beganAt: day(1) },
    beganAt: day(1),
  },
])("$why", ({ kept, shown, beganAt }) => {
  const joined = joinReviews(aReview(kept), aReview(shown));
  expect(joined?.beganAt).toBe(beganAt);
  expect(reviewEndsAt(joined ?? aReview())).toBe(beganAt + 14 * DAY_MS);
});

test.each(["pay", "own_order"] as const)("a decision stays: %s", (decision) =>
  expect(joinReviews(aReview({ decision }), aReview({ signal: "same_address" }))).toEqual(
    aReview({ decision, signal: "same_address" }),
  ),
);

test("in any sequence, and repeated, what is shown joins to the same", () => {
  const shown = fc.record({
    creator: fc.constant("maya"),
    signal: fc.constantFrom("same_name" as const, "same_address" as const),
    beganAt: fc.integer({ min: 0, max: 30 }).map(day),
    decision: fc.constant(null),
  });
  const joined = (all: readonly Review[]) => all.reduce<Review | null>(joinReviews, null);
  const withShuffle = (all: Review[]) => {
    const twice = [...all, ...all];
    return fc.tuple(fc.constant(all), fc.shuffledSubarray(twice, { minLength: twice.length }));
  };
  fc.assert(
    fc.property(fc.array(shown, { minLength: 1 }).chain(withShuffle), ([all, shuffled]) => {
      expect(joined(shuffled)).toEqual(joined(all));
    }),
  );
});
