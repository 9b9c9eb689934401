import { expect, test } from "vitest";
import { RETRIES, waitBeforeRetry } from "./backoff.ts";
import { absolute } from "./delivery.ts";
import { matchesFilter, selectFields } from "./fields.ts";
import { sign } from "./signature.ts";
import { chooseMishap, SMOOTH } from "./switches.ts";

test("eight retries, each after twice the wait, in four hours", () => {
  const waits = Array.from({ length: RETRIES }, (_, index) => waitBeforeRetry(index + 1) ?? 0);
  expect(waits.reduce((a, b) => a + b, 0)).toBeCloseTo(14_400_000);
  waits.slice(1).forEach((wait, index) => expect(wait / (waits[index] ?? 0)).toBeCloseTo(2));
  expect([waitBeforeRetry(0), waitBeforeRetry(9)]).toEqual([null, null]);
});

test("the signature is that of a known vector", () => {
  // RFC 4231, test case 2, in base64.
  expect(sign(Buffer.from("what do ya want for nothing?"), "Jefe")).toBe(
    "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=",
  );
});

test.each([
  ["/webhooks", "https://app.example", "https://app.example/webhooks"],
  ["/webhooks", "https://app.example/app/", "https://app.example/app/webhooks"],
  ["https://other.example/in", "https://app.example", "https://other.example/in"],
])("%s of %s is %s", (uri, appUrl, url) => {
  expect(absolute(uri, appUrl).href).toBe(url);
});

const body = { total: "12.00", test: false, note: null, lines: [{ sku: "A", tax: { rate: 1 } }, { sku: "B b" }] };

test.each([
  [null, true],
  ["total:>=12", true],
  ["total:>12", false],
  ["total:<12", false],
  ["total:<=12.00", true],
  ["lines.sku:b", false],
  ['lines.sku:"b b"', true],
  ["lines.tax.rate:1 AND test:false", true],
  ["test:true OR lines.sku:A", true],
  ["-test:true", true],
  ["note:*", false],
  ["total:*", true],
])("filter %s → %s", (filter, expected) => {
  expect(matchesFilter(body, filter)).toBe(expected);
});

test("a term that cannot be read is an error", () => {
  expect(() => matchesFilter(body, "nonsense")).toThrow(/cannot be read/);
});

test("selected fields reach into lists", () => {
  expect(selectFields(body, ["total", "lines.tax.rate"])).toEqual({
    total: "12.00",
    lines: [{ tax: { rate: 1 } }, {}],
  });
  expect(selectFields(body, [])).toBe(body);
});

test("mishaps by probability", () => {
  expect(chooseMishap(SMOOTH, () => 0)).toEqual({ kind: "none" });
  expect(chooseMishap({ ...SMOOTH, drop: 1, duplicate: 1 }, () => 0.9)).toEqual({ kind: "drop" });
  expect(chooseMishap({ ...SMOOTH, delay: 1, delayMaxMs: 1000 }, () => 0.5)).toEqual({ kind: "delay", ms: 500 });
});
