import { types } from "pg";
import { expect, test } from "vitest";
import { instantText, parsers } from "./types.ts";

const parse = (oid: number, text: string): unknown => parsers.getTypeParser(oid, "text")(text);

test.each([
  { why: "beyond 2^53", oid: types.builtins.INT8, text: "9007199254740993", value: 9_007_199_254_740_993n },
  { why: "in an array", oid: 1016, text: "{1,-2,NULL}", value: [1n, -2n, null] },
  { why: "a date stays text", oid: types.builtins.DATE, text: "2026-11-24", value: "2026-11-24" },
  {
    why: "no fraction",
    oid: types.builtins.TIMESTAMPTZ,
    text: "2026-11-24 23:33:58+00",
    value: Date.UTC(2026, 10, 24, 23, 33, 58),
  },
  {
    why: "tenths",
    oid: types.builtins.TIMESTAMPTZ,
    text: "2026-11-24 23:33:58.1+00",
    value: Date.UTC(2026, 10, 24, 23, 33, 58, 100),
  },
  {
    why: "microseconds are cut",
    oid: types.builtins.TIMESTAMPTZ,
    text: "2026-11-24 23:33:58.123999+00",
    value: Date.UTC(2026, 10, 24, 23, 33, 58, 123),
  },
  {
    why: "a zone of hours and minutes",
    oid: types.builtins.TIMESTAMPTZ,
    text: "2026-11-25 05:03:58+05:30",
    value: Date.UTC(2026, 10, 24, 23, 33, 58),
  },
  {
    why: "a zone below zero and one hour",
    oid: types.builtins.TIMESTAMPTZ,
    text: "2026-11-24 23:03:58-00:30",
    value: Date.UTC(2026, 10, 24, 23, 33, 58),
  },
  { why: "others as always", oid: types.builtins.INT4, text: "7", value: 7 },
])("$why: $text", ({ oid, text, value }) => expect(parse(oid, text)).toEqual(value));

test("an instant that JavaScript cannot hold is refused", () =>
  expect(() => parse(types.builtins.TIMESTAMPTZ, "infinity")).toThrow("An instant that no order can have: infinity"));

test("an instant survives its way as a parameter", () =>
  expect(parse(types.builtins.TIMESTAMPTZ, instantText(1_764_027_238_123).replace("T", " ").replace("Z", "+00"))).toBe(
    1_764_027_238_123,
  ));
