import { expect, test } from "vitest";
import { instant } from "../kernel/instant.ts";
import { isLeakedAt } from "./leak.ts";

const period = (from: number, until: number | null) => ({
  from: instant(from),
  until: until === null ? null : instant(until),
});

test.each([
  { why: "never flagged", periods: [], at: 10, leaked: false },
  { why: "before the flag", periods: [period(10, null)], at: 9, leaked: false },
  { why: "at the flag", periods: [period(10, null)], at: 10, leaked: true },
  { why: "long after it", periods: [period(10, null)], at: 10_000, leaked: true },
  { why: "the last moment before it was taken back", periods: [period(10, 20)], at: 19, leaked: true },
  { why: "once it was taken back", periods: [period(10, 20)], at: 20, leaked: false },
  { why: "between two flags", periods: [period(10, 20), period(30, null)], at: 25, leaked: false },
  { why: "under the second flag", periods: [period(10, 20), period(30, null)], at: 30, leaked: true },
  { why: "flagged and taken back at once", periods: [period(10, 10)], at: 10, leaked: false },
])("$why: $leaked", ({ periods, at, leaked }) => expect(isLeakedAt(periods, instant(at))).toBe(leaked));
