import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Series } from "./series.ts";

test("it tells every total that it ever had", () => {
  const series = new Series();
  expect(series.at(0)).toBe(0n);
  series.add(2, 5n);
  series.add(2, -1n);
  series.add(7, 10n);
  expect([1, 2, 3, 6, 7, 8].map((position) => series.at(position))).toEqual([0n, 4n, 4n, 4n, 14n, 14n]);
});

test("as adding up would", () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat({ max: 3 }), fc.bigInt({ min: -50n, max: 50n }))),
      fc.nat({ max: 60 }),
      (steps, asked) => {
        const series = new Series();
        let position = 0;
        let expected = 0n;
        for (const [gap, delta] of steps) {
          position += gap;
          series.add(position, delta);
          if (position <= asked) expected += delta;
        }
        expect(series.at(asked)).toBe(expected);
      },
    ),
  ));
