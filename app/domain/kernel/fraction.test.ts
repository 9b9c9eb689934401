import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ZERO,
  compare,
  floor,
  fraction,
  least,
  minus,
  notBelowZero,
  over,
  plus,
  round,
  sum,
  times,
} from "./fraction.ts";
import { InvariantError } from "./invariant.ts";

test.each([
  { num: 6n, den: 4n, is: [3n, 2n] },
  { num: -6n, den: 4n, is: [-3n, 2n] },
  { num: 6n, den: -4n, is: [-3n, 2n] },
  { num: -6n, den: -4n, is: [3n, 2n] },
  { num: 0n, den: 7n, is: [0n, 1n] },
  { num: 0n, den: -7n, is: [0n, 1n] },
  { num: 5n, den: 1n, is: [5n, 1n] },
  { num: 5n, den: -1n, is: [-5n, 1n] },
])("$num / $den is $is in lowest terms", ({ num, den, is }) => {
  expect(fraction(num, den)).toEqual({ num: is[0], den: is[1] });
});

test("division by zero is a bug, and says so", () => {
  expect(() => fraction(1n, 0n)).toThrow(InvariantError);
  expect(() => fraction(1n, 0n)).toThrow("fraction: division by zero");
  expect(() => over(fraction(1n), ZERO)).toThrow(InvariantError);
});

describe("arithmetic", () => {
  const [half, third] = [fraction(1n, 2n), fraction(1n, 3n)];
  test.each([
    { what: "1/2 + 1/3", got: plus(half, third), is: [5n, 6n] },
    { what: "1/2 + 1/2", got: plus(half, half), is: [1n, 1n] },
    { what: "1/2 - 1/3", got: minus(half, third), is: [1n, 6n] },
    { what: "1/3 - 1/2", got: minus(third, half), is: [-1n, 6n] },
    { what: "1/2 × 1/3", got: times(half, third), is: [1n, 6n] },
    { what: "2/3 × 5/7", got: times(fraction(2n, 3n), fraction(5n, 7n)), is: [10n, 21n] },
    { what: "1/2 ÷ 1/3", got: over(half, third), is: [3n, 2n] },
    { what: "the lesser", got: least(half, third), is: [1n, 3n] },
    { what: "the lesser, the other way round", got: least(third, half), is: [1n, 3n] },
    { what: "a sum", got: sum([half, third, third]), is: [7n, 6n] },
    { what: "the sum of nothing", got: sum([]), is: [0n, 1n] },
    { what: "what is below zero", got: notBelowZero(fraction(-1n, 9n)), is: [0n, 1n] },
    { what: "what is not below zero", got: notBelowZero(third), is: [1n, 3n] },
  ])("$what", ({ got, is }) => expect(got).toEqual({ num: is[0], den: is[1] }));

  test("comparing", () => {
    expect(compare(half, third)).toBe(1);
    expect(compare(third, half)).toBe(-1);
    expect(compare(half, { num: 2n, den: 4n })).toBe(0);
  });
});

test.each([
  { num: 1n, den: 2n, rounded: 1n, floored: 0n },
  { num: -1n, den: 2n, rounded: -1n, floored: -1n },
  { num: 3n, den: 2n, rounded: 2n, floored: 1n },
  { num: -3n, den: 2n, rounded: -2n, floored: -2n },
  { num: 49n, den: 100n, rounded: 0n, floored: 0n },
  { num: -49n, den: 100n, rounded: 0n, floored: -1n },
  { num: 4n, den: 3n, rounded: 1n, floored: 1n },
  { num: 5n, den: 3n, rounded: 2n, floored: 1n },
  { num: -4n, den: 2n, rounded: -2n, floored: -2n },
  { num: 4n, den: 2n, rounded: 2n, floored: 2n },
  { num: 0n, den: 1n, rounded: 0n, floored: 0n },
])("$num / $den rounds half away from zero to $rounded, and down to $floored", ({ num, den, rounded, floored }) => {
  expect(round({ num, den })).toBe(rounded);
  expect(floor({ num, den })).toBe(floored);
});

const aFraction = () =>
  fc
    .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 12n }))
    .map(([num, den]) => fraction(num, den));

test("adding is exact: a + b − b is a, in any sequence", () =>
  fc.assert(
    fc.property(aFraction(), aFraction(), (a, b) => {
      expect(minus(plus(a, b), b)).toEqual(a);
      expect(plus(a, b)).toEqual(plus(b, a));
    }),
  ));

test("rounding is never more than a half away, and the floor never above", () =>
  fc.assert(
    fc.property(aFraction(), (a) => {
      const off = minus(a, fraction(round(a)));
      expect(compare(off, fraction(1n, 2n))).toBeLessThanOrEqual(0);
      expect(compare(off, fraction(-1n, 2n))).toBeGreaterThanOrEqual(0);
      const rest = minus(a, fraction(floor(a)));
      expect(rest.num >= 0n && rest.num < rest.den).toBe(true);
    }),
  ));
