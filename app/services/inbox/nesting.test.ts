import { expect, test } from "vitest";
import { isNestedTooDeep } from "./nesting.ts";

const large = "x".repeat(200_000);
const wide = Array.from({ length: 40_000 }, () => [{ a: [] }]);

test.each([
  { why: "a small body, whatever it holds", json: "[".repeat(50_000), deep: false },
  { why: "a large text", json: JSON.stringify({ note: large }), deep: false },
  { why: "brackets inside a text", json: JSON.stringify({ note: `\\"${"[{".repeat(100_000)}` }), deep: false },
  { why: "a text that ends in a backslash", json: JSON.stringify([`${large}\\`, wide]), deep: false },
  { why: "many values beside each other", json: JSON.stringify(wide), deep: false },
  { why: "1,000 levels", json: "[".repeat(1_000) + `"${large}"` + "]".repeat(1_000), deep: false },
  { why: "1,001 levels", json: "[".repeat(1_001) + `"${large}"` + "]".repeat(1_001), deep: true },
  { why: "levels of objects", json: `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`, deep: true },
  { why: "levels after a text that ends in a backslash", json: `["\\\\",${"[".repeat(200_000)}`, deep: true },
])("$why: $deep", ({ json, deep }) => expect(isNestedTooDeep(Buffer.from(json))).toBe(deep));

test("10 MB of brackets are told in milliseconds", () => {
  const bomb = Buffer.alloc(10 * 1024 * 1024, "[]");
  const since = performance.now();
  expect(isNestedTooDeep(bomb)).toBe(false);
  expect(performance.now() - since).toBeLessThan(2_000);
});
