import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { invariant, InvariantError } from "./invariant.ts";
import { byCodePoints, byNumericId, canonicalText, folded } from "./text.ts";

test.each([
  { text: " MAYA10 ", is: "maya10" },
  { text: "\tÉmilie\n", is: "émilie" },
  { text: "🔥SALE🔥", is: "🔥sale🔥" },
  { text: " مايا١٠ ", is: "مايا١٠" },
  { text: "", is: "" },
])("$text is compared as $is", ({ text, is }) => expect(folded(text)).toBe(is));

/** Around the surrogates, where UTF-16 and Unicode differ. */
const someText = () =>
  fc
    .array(fc.constantFrom("a", "b", "\ud7ff", "😀", "😁", "\ue000", "～"), { maxLength: 4 })
    .map((parts) => parts.join(""));

describe("by code points", () => {
  test.each([
    { a: "a", b: "b", sign: -1 },
    { a: "b", b: "a", sign: 1 },
    { a: "a", b: "ab", sign: -1 },
    { a: "ab", b: "a", sign: 1 },
    { a: "same", b: "same", sign: 0 },
    { a: "Z", b: "a", sign: -1 },
    { a: "～", b: "😀", sign: -1 }, // U+FF5E before U+1F600, which `<` gets wrong
    { a: "😀", b: "～", sign: 1 },
    { a: "😀", b: "😁", sign: -1 },
    { a: "\ud7ff", b: "\ud800", sign: -1 },
    { a: "\ue000", b: "\udfff", sign: -1 },
    { a: "𐀀", b: "\ue000", sign: 1 }, // U+10000 begins with the first of all surrogates
    { a: "\udfff", b: "\ue000", sign: 1 },
  ])("$a against $b: $sign", ({ a, b, sign }) => expect(Math.sign(byCodePoints(a, b))).toBe(sign));

  test("it is the order of the code points, for any text", () =>
    fc.assert(
      fc.property(someText(), someText(), (a, b) => {
        const [left, right] = [a, b].map((text) => [...text].map((c) => c.codePointAt(0) ?? 0));
        let expected = 0;
        for (let i = 0; expected === 0 && i < Math.max(left?.length ?? 0, right?.length ?? 0); i++)
          expected = Math.sign((left?.[i] ?? -1) - (right?.[i] ?? -1));
        expect(Math.sign(byCodePoints(a, b))).toBe(expected);
      }),
    ));
});

test.each([
  { a: "9", b: "10", sign: -1 },
  { a: "10", b: "9", sign: 1 },
  { a: "11", b: "12", sign: -1 },
  { a: "12", b: "12", sign: 0 },
  { a: "9007199254740993", b: "9007199254740992", sign: 1 },
])("ids are numbers: $a against $b", ({ a, b, sign }) => expect(Math.sign(byNumericId(a, b))).toBe(sign));

describe("canonical text", () => {
  test.each([
    { value: { b: 1, a: [true, null, "x"] }, text: '{"a":[true,null,"x"],"b":1}' },
    { value: { "😀": 1, "～": 2 }, text: '{"～":2,"😀":1}' },
    { value: [], text: "[]" },
    { value: {}, text: "{}" },
    { value: undefined, text: "null" },
    { value: null, text: "null" },
    { value: 'a"b', text: '"a\\"b"' },
    { value: [{ z: 0 }, 1.5], text: '[{"z":0},1.5]' },
  ])("$text", ({ value, text }) => expect(canonicalText(value)).toBe(text));

  test("the order of the keys does not show, and nothing is lost", () =>
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalText(turned)).toBe(canonicalText(value));
        expect(JSON.parse(canonicalText(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    ));
});

test("an invariant that holds says nothing; one that does not says what", () => {
  expect(() => invariant(true, "fine")).not.toThrow();
  expect(() => invariant(false, "the sums differ")).toThrow("the sums differ");
  expect(new InvariantError("x").name).toBe("InvariantError");
});
