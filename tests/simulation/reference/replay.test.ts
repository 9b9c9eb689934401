import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Fraction, largestRemainder, split } from "./fraction.ts";
import { decimal, minor } from "./money.ts";
import type { Delivery } from "./output.ts";
import { referenceReplay } from "./replay.ts";
import { addMonths, instant } from "./time.ts";

const example = new URL("../../fixtures/replay-example/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, example), "utf8");

test("the contract's example comes out", () => {
  const deliveries = read("deliveries.jsonl")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Delivery);
  const found = referenceReplay(JSON.parse(read("offer.json")), deliveries, { now: "2026-11-24T00:00:00Z" });
  expect(found).toEqual(JSON.parse(read("expected.json")));
});

test.each([
  { value: "12.345", currency: "USD", units: 1235n },
  { value: "-12.345", currency: "USD", units: -1235n },
  { value: 0.1, currency: "USD", units: 10n },
  { value: 1e-7, currency: "USD", units: 0n },
  { value: "20", currency: "VND", units: 20n },
  { value: "0.5", currency: "VND", units: 1n },
  { value: "1.2345", currency: "KWD", units: 1235n },
  { value: null, currency: "USD", units: 0n },
])("$value $currency is $units minor units", ({ value, currency, units }) => {
  expect(minor(value, currency)).toBe(units);
});

test("text that is no amount is refused, with the text", () => {
  expect(() => decimal("12,00")).toThrow("12,00");
});

test("largest remainder: ties go to the earlier share, nothing is lost", () => {
  expect(split(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
  expect(split(7n, [0n, 0n])).toEqual([0n, 0n]);
  expect(largestRemainder(3n, [new Fraction(3n, 2n), new Fraction(8n, 5n)])).toEqual([1n, 2n]);
});

test("months end on the last day that exists", () => {
  expect(addMonths(instant("2026-01-31T10:00:00Z"), 1)).toBe(instant("2026-02-28T10:00:00Z"));
  expect(addMonths(instant("2026-12-31T10:00:00.5Z"), 2)).toBe(instant("2027-02-28T10:00:00.5Z"));
});
