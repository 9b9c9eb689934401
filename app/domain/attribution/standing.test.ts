import { describe, expect, test } from "vitest";
import { aPartnership, someEvidence } from "../../../tests/builders/offer.ts";
import { at } from "../../../tests/builders/order.ts";
import { DAY_MS, type Instant, instant } from "../kernel/instant.ts";
import type { EvidenceKind, Partnership } from "./evidence.ts";
import { GRACE_DAYS, whyNotCounting } from "./standing.ts";

const processedAt = at("2026-11-20T10:00:00Z");
const days = (count: number, ms = 0): Instant => instant(processedAt + count * DAY_MS + ms);
const terms = { windowDays: 30, inForce: true, paysSurveys: true };

function why(kind: EvidenceKind, partnership: Partial<Partnership>, clickedAt?: Instant | null, inForce = true) {
  const evidence = someEvidence(kind, "maya", {
    partnership: aPartnership("maya", partnership),
    ...(clickedAt === undefined ? {} : { clickedAt }),
  });
  return whyNotCounting(evidence, processedAt, { ...terms, inForce });
}

describe("a click with its time", () => {
  test.each([
    { what: "30 days before, to the millisecond", clicked: days(-30), is: null },
    { what: "a millisecond earlier", clicked: days(-30, -1), is: "outside_window" },
    { what: "at the order's own instant", clicked: days(0), is: null },
    { what: "after the order", clicked: days(0, 1), is: "outside_window" },
  ])("$what: $is", ({ clicked, is }) => expect(why("click", {}, clicked)).toBe(is));

  test.each([
    { what: "made when it began", partnership: { activeFrom: days(-2) }, is: null },
    { what: "made before it began", partnership: { activeFrom: days(-2, 1) }, is: "not_active" },
    { what: "made before the end, the order long after", partnership: { activeUntil: days(-2, 1) }, is: null },
    { what: "made at the end", partnership: { activeUntil: days(-2) }, is: "not_active" },
    { what: "made after the end: it has no grace", partnership: { activeUntil: days(-3) }, is: "not_active" },
  ])("$what: $is", ({ partnership, is }) => expect(why("click", partnership, days(-2))).toBe(is));

  test("the window comes before the partnership", () => {
    expect(why("click", { activeUntil: days(-60) }, days(-40))).toBe("outside_window");
  });
});

describe("a click without a time is like a landing", () => {
  test.each([
    { what: "in the grace", partnership: { activeUntil: days(-14) }, is: null },
    { what: "after the grace", partnership: { activeUntil: days(-14, -1) }, is: "not_active" },
  ])("$what: $is", ({ partnership, is }) => expect(why("click", partnership, null)).toBe(is));
});

describe.each(["code", "entered", "landing", "lifetime", "survey"] as const)("a %s", (kind) => {
  test.each([
    { what: "while active", partnership: {}, is: null },
    { what: "at the first instant", partnership: { activeFrom: days(0) }, is: null },
    { what: "before the first", partnership: { activeFrom: days(0, 1) }, is: "not_active" },
    { what: "at the end", partnership: { activeUntil: days(0) }, is: null },
    { what: "14 days after the end", partnership: { activeUntil: days(-GRACE_DAYS) }, is: null },
    { what: "a millisecond later", partnership: { activeUntil: days(-GRACE_DAYS, -1) }, is: "not_active" },
    { what: "before a fraudulent end", partnership: { activeUntil: days(0, 1), endedForFraud: true }, is: null },
    {
      what: "at a fraudulent end: no grace",
      partnership: { activeUntil: days(0), endedForFraud: true },
      is: "not_active",
    },
    { what: "after a fraudulent end", partnership: { activeUntil: days(-1), endedForFraud: true }, is: "not_active" },
  ])("$what: $is", ({ partnership, is }) => expect(why(kind, partnership)).toBe(is));
});

test("after a fraudulent end nothing counts, an old click neither", () => {
  expect(why("click", { activeUntil: days(-1), endedForFraud: true }, days(-2))).toBe("not_active");
  expect(why("click", { activeUntil: days(1), endedForFraud: true }, days(-2))).toBeNull();
  expect(why("click", { activeUntil: null, endedForFraud: true }, days(-2))).toBeNull();
});

test("an offer that is not in force says so last", () => {
  expect(why("code", {}, undefined, false)).toBe("offer_not_in_force");
  expect(why("code", { activeFrom: days(1) }, undefined, false)).toBe("not_active");
});

test("a time on another kind of evidence means nothing", () => {
  expect(why("code", {}, days(-100))).toBeNull();
});
