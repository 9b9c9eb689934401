import { describe, expect, test } from "vitest";
import { aPartnership } from "../../../tests/builders/offer.ts";
import { aLine } from "../../../tests/builders/order.ts";
import { shareOf, splitOf } from "./split.ts";

const owners: Record<string, string> = { maya10: "maya", maya20: "maya", ben: "ben", zoe: "zoe" };
const ownerOf = (code: string) => owners[code];
const credited = (...creators: string[]) => creators.map((creator) => aPartnership(creator));
const line = (...allocations: [code: string, minor: bigint][]) =>
  aLine({ codeAllocations: allocations.map(([code, amountMinor]) => ({ code, amountMinor })) });

test("one creator has every line whole, whatever the allocations", () => {
  const split = splitOf(credited("maya"), ownerOf);
  expect(shareOf(split, line(["ben", 500n]), 999n, "maya")).toBe(999n);
  expect(shareOf(split, line(), 999n, "ben")).toBeNull();
});

describe("two creators", () => {
  const split = splitOf(credited("maya", "ben"), ownerOf);
  test("are known by code points", () => expect(split.creators).toEqual(["ben", "maya"]));

  test.each([
    { why: "by the allocations", of: line(["maya10", 300n], ["ben", 100n]), maya: 750n, ben: 250n },
    {
      why: "all codes of a creator together",
      of: line(["maya10", 100n], ["maya20", 200n], ["ben", 100n]),
      maya: 750n,
      ben: 250n,
    },
    { why: "one of them alone", of: line(["ben", 100n]), maya: null, ben: 1000n },
    { why: "neither: the first credited code's", of: line(), maya: 1000n, ben: null },
    { why: "allocations of 0 are none", of: line(["ben", 0n]), maya: 1000n, ben: null },
    { why: "allocations below 0 are none", of: line(["maya10", 100n], ["ben", -5n]), maya: 1000n, ben: null },
    { why: "a code of nobody is none", of: line(["summer", 500n]), maya: 1000n, ben: null },
    { why: "a third creator's, not credited, is none", of: line(["zoe", 500n]), maya: 1000n, ben: null },
    { why: "a tie goes by code points", of: line(["maya10", 100n], ["ben", 100n]), total: 999n, maya: 499n, ben: 500n },
  ])("$why", ({ of, maya, ben, total = 1000n }) => {
    expect(shareOf(split, of, total, "maya")).toBe(maya);
    expect(shareOf(split, of, total, "ben")).toBe(ben);
  });

  test("somebody else has no share", () => expect(shareOf(split, line(["ben", 1n]), 1000n, "zoe")).toBeNull());
});

test("a line that nobody's code touched follows the first of the order's list", () => {
  const split = splitOf(credited("ben", "maya"), ownerOf);
  expect(shareOf(split, line(), 10n, "ben")).toBe(10n);
  expect(shareOf(split, line(), 10n, "maya")).toBeNull();
});
