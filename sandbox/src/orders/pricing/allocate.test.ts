import { assert, array, bigInt, property } from "fast-check";
import { expect, test } from "vitest";
import { allocate, sum } from "./allocate.ts";

test("shares add up and none is off by a whole unit", () => {
  assert(
    property(bigInt(0n, 10n ** 9n), array(bigInt(0n, 10n ** 6n), { minLength: 1, maxLength: 8 }), (total, weights) => {
      const weight = sum(weights);
      const shares = allocate(total, weights);
      expect(sum(shares)).toBe(weight === 0n ? 0n : total);
      shares.forEach((share, i) => {
        const off = share * weight - total * (weights[i] ?? 0n);
        expect(off < weight && off > -weight).toBe(weight > 0n);
      });
    }),
  );
});
