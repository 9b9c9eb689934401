import { expect, test } from "vitest";
import { codeNames } from "./code-names.ts";
import { readShopperTerms } from "./shopper-terms.ts";

const first = (handle: string, terms: unknown, count = 1) =>
  codeNames(handle, readShopperTerms(terms)).take(count).toArray();

test.each([
  { why: "with the percent a shopper saves", handle: "maya", terms: { percent: { bps: 1000 } }, code: "MAYA10" },
  { why: "an odd percent is left out", handle: "maya", terms: { percent: { bps: 1250 } }, code: "MAYA" },
  { why: "without a saving", handle: "maya.makes-things", terms: {}, code: "MAYAMAKESTHINGS" },
  { why: "accents are unfolded", handle: "zoë", terms: {}, code: "ZOE" },
  { why: "a handle without Latin letters", handle: "李娜", terms: {}, code: "CREATOR" },
  { why: "a long handle", handle: "a".repeat(60), terms: {}, code: "A".repeat(20) },
])("$why: $code", ({ handle, terms, code }) => expect(first(handle, terms)).toEqual([code]));

test("then they are numbered", () =>
  expect(first("maya", { percent: { bps: 1000 } }, 3)).toEqual(["MAYA10", "MAYA10-2", "MAYA10-3"]));
