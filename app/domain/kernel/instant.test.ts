import { expect, test } from "vitest";
import { at } from "../../../tests/builders/order.ts";
import {
  DAY_MS,
  formatInstant,
  instant,
  later,
  monthOf,
  nanosBelowMs,
  parseInstant,
  plusDays,
  plusMonths,
} from "./instant.ts";

test.each([
  { text: "2026-11-20T10:00:00Z", ms: Date.UTC(2026, 10, 20, 10) },
  { text: "2026-11-20T10:00Z", ms: Date.UTC(2026, 10, 20, 10) },
  { text: "2026-11-20t10:00:00z", ms: Date.UTC(2026, 10, 20, 10) },
  { text: "2026-11-20T10:00:00-05:00", ms: Date.UTC(2026, 10, 20, 15) },
  { text: "2026-11-20T10:00:00+0530", ms: Date.UTC(2026, 10, 20, 4, 30) },
  { text: "2026-11-20T10:00:00.123456789Z", ms: Date.UTC(2026, 10, 20, 10, 0, 0, 123) },
])("$text is read", ({ text, ms }) => expect(parseInstant(text)).toBe(ms));

test.each([
  "2026-11-20T10:00:00", // whose clock?
  "2026-11-20",
  "yesterday",
  "",
  "2026-13-20T10:00:00Z",
  "2026-11-20T25:00:00Z",
  "x2026-11-20T10:00:00Z",
  "2026-11-20T10:00:00Zx",
])("%j is no instant", (text) => expect(parseInstant(text)).toBeNull());

test.each([
  { text: "2026-11-20T10:00:00.123456789Z", nanos: 456_789 },
  { text: "2026-11-20T10:00:00.1234Z", nanos: 400_000 },
  { text: "2026-11-20T10:00:00.123Z", nanos: 0 },
  { text: "2026-11-20T10:00:00Z", nanos: 0 },
  { text: "2026-11-20T10:00:00.000000001Z", nanos: 1 },
  { text: "2026-11-20T10:00:00.1234567899Z", nanos: 456_789 },
])("$text has $nanos ns below its millisecond", ({ text, nanos }) => expect(nanosBelowMs(text)).toBe(nanos));

test("it is written in UTC", () => {
  expect(formatInstant(at("2026-11-20T10:00:00+02:00"))).toBe("2026-11-20T08:00:00.000Z");
});

test("a day is 24 hours, whatever the clocks do", () => {
  expect(DAY_MS).toBe(86_400_000);
  expect(plusDays(at("2026-10-24T10:00:00+02:00"), 2)).toBe(at("2026-10-26T09:00:00+01:00"));
  expect(plusDays(instant(0), 0)).toBe(0);
});

test.each([
  { from: "2026-01-31T10:00:00Z", months: 1, to: "2026-02-28T10:00:00Z" },
  { from: "2028-01-31T10:00:00Z", months: 1, to: "2028-02-29T10:00:00Z" },
  { from: "2026-11-30T23:59:59Z", months: 3, to: "2027-02-28T23:59:59Z" },
  { from: "2026-03-15T00:00:00Z", months: 12, to: "2027-03-15T00:00:00Z" },
])("$from + $months months is $to: the end is clamped", ({ from, months, to }) =>
  expect(plusMonths(at(from), months)).toBe(at(to)),
);

test("months of a time zone keep its clock", () => {
  expect(plusMonths(at("2026-10-20T10:00:00Z"), 1, "Europe/Berlin")).toBe(at("2026-11-20T11:00:00Z"));
});

test.each([
  { when: "2026-11-30T23:30:00Z", zone: "UTC", month: "2026-11" },
  { when: "2026-11-30T23:30:00Z", zone: "Europe/Berlin", month: "2026-12" },
  { when: "2026-12-01T04:30:00Z", zone: "America/New_York", month: "2026-11" },
])("$when is in $month in $zone", ({ when, zone, month }) => expect(monthOf(at(when), zone)).toBe(month));

test("a month is UTC's unless a zone is named", () => expect(monthOf(at("2026-11-30T23:30:00-05:00"))).toBe("2026-12"));

test("the later of two", () => {
  expect(later(instant(1), instant(2))).toBe(2);
  expect(later(instant(2), instant(1))).toBe(2);
});
