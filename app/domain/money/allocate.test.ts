import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fraction, round, sum } from "../kernel/fraction.ts";
import { InvariantError } from "../kernel/invariant.ts";
import { allocate, apportion } from "./allocate.ts";

test.each([
  { why: "even", total: 10n, weights: [1n, 1n], shares: [5n, 5n] },
  { why: "a tie goes to the earlier", total: 1n, weights: [1n, 1n], shares: [1n, 0n] },
  { why: "two over, three alike", total: 2n, weights: [1n, 1n, 1n], shares: [1n, 1n, 0n] },
  { why: "the largest remainder first", total: 10n, weights: [1n, 1n, 7n], shares: [1n, 1n, 8n] },
  { why: "the largest remainder, not the first", total: 1n, weights: [1n, 2n], shares: [0n, 1n] },
  { why: "a weight of nothing gets nothing", total: 7n, weights: [0n, 3n], shares: [0n, 7n] },
  { why: "nothing to share", total: 0n, weights: [2n, 3n], shares: [0n, 0n] },
  { why: "all weights zero", total: 5n, weights: [0n, 0n], shares: [0n, 0n] },
  { why: "nobody", total: 5n, weights: [], shares: [] },
  { why: "middling remainders", total: 100n, weights: [3n, 3n, 1n], shares: [43n, 43n, 14n] },
])("allocate, $why: $total over $weights", ({ total, weights, shares }) =>
  expect(allocate(total, weights)).toEqual(shares),
);

test("a negative total or weight is a bug of the caller", () => {
  expect(() => allocate(-1n, [1n])).toThrow(InvariantError);
  expect(() => allocate(1n, [2n, -1n])).toThrow("allocate: negative total or weight");
});

test("apportion floors, then tops up the largest remainders", () => {
  const parts = [fraction(5n, 2n), fraction(7n, 3n), fraction(1n, 6n)];
  expect(apportion(5n, parts)).toEqual([3n, 2n, 0n]);
  expect(apportion(4n, parts)).toEqual([2n, 2n, 0n]);
  expect(apportion(7n, parts)).toEqual([3n, 3n, 1n]);
  expect(apportion(0n, [])).toEqual([]);
  expect(apportion(3n, [fraction(21n, 10n), fraction(9n, 10n)])).toEqual([2n, 1n]); // what is lost, not what is large
  expect(apportion(5n, [fraction(7n, 3n), fraction(12n, 5n)])).toEqual([2n, 3n]);
  expect(apportion(5n, [fraction(12n, 5n), fraction(7n, 3n)])).toEqual([3n, 2n]);
});

test("apportion refuses a total that the parts cannot make", () => {
  expect(() => apportion(3n, [fraction(1n)])).toThrow("apportion: the parts do not add up to the total");
  expect(() => apportion(0n, [fraction(1n)])).toThrow(InvariantError);
  expect(apportion(2n, [fraction(1n)])).toEqual([2n]);
});

const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 12 });
const total = fc.bigInt({ min: 0n, max: 10n ** 15n });

test("shares add up, and none is off by a whole unit", () =>
  fc.assert(
    fc.property(total, weights, (amount, parts) => {
      const all = parts.reduce((a, b) => a + b, 0n);
      fc.pre(all > 0n);
      const shares = allocate(amount, parts);
      expect(shares.reduce((a, b) => a + b, 0n)).toBe(amount);
      shares.forEach((share, index) => {
        const off = share * all - amount * (parts[index] ?? 0n);
        expect(off > -all && off < all).toBe(true);
      });
    }),
  ));

test("a larger weight never gets less", () =>
  fc.assert(
    fc.property(total, weights, (amount, parts) => {
      const shares = allocate(amount, parts);
      const bySize = parts.map((weight, index) => ({ weight, share: shares[index] ?? 0n }));
      bySize.sort((a, b) => (a.weight < b.weight ? -1 : a.weight > b.weight ? 1 : a.share < b.share ? -1 : 1));
      const sorted = bySize.map(({ share }) => share);
      expect(sorted).toEqual(sorted.toSorted((a, b) => (a < b ? -1 : 1)));
    }),
  ));

test("exact parts, rounded once, are shared without loss", () =>
  fc.assert(
    fc.property(fc.array(fc.tuple(total, fc.bigInt({ min: 1n, max: 10_000n })), { maxLength: 8 }), (pairs) => {
      const parts = pairs.map(([num, den]) => fraction(num, den));
      const rounded = round(sum(parts));
      expect(apportion(rounded, parts).reduce((a, b) => a + b, 0n)).toBe(rounded);
    }),
  ));
