import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shuffled } from "./shuffle.ts";

const item = (name: string, bodyOf: string | null) => ({ name, bodyOf });

describe("deliveries as an unreliable network may bring them", () => {
  const file = [
    item("refund of 1, early", null),
    item("1 first", "1"),
    ...Array.from({ length: 8 }, (_, index) => item(`1 again ${index}`, "1")),
    item("2 first", "2"),
    ...Array.from({ length: 8 }, (_, index) => item(`either ${index}`, index % 2 ? "1" : null)),
    item("3 first", "3"),
  ];
  const names = (seed: string) => shuffled(file, seed).map(({ name }) => name);
  const firsts = (list: readonly string[]) => [...new Set(list)];

  test("the same seed shuffles the same way, another another way", () => {
    expect(names("7")).toEqual(names("7"));
    expect(names("7")).not.toEqual(names("8"));
    expect(names("ab")).not.toEqual(names("ba"));
  });

  test("they do change places", () => expect(firsts(names("7"))).not.toEqual(file.map(({ name }) => name)));

  test("some are repeated", () => expect(names("7").length).toBeGreaterThan(file.length));

  test.each(["", "1", "2", "a long seed", "🔥"])("seed %j keeps to its stretches", (seed) => {
    const order = firsts(names(seed));
    expect(order.toSorted()).toEqual(file.map(({ name }) => name).toSorted());
    const stretches = [[0], [1, 2, 3, 4, 5, 6, 7, 8, 9], [10, 11, 12, 13, 14, 15, 16, 17, 18], [19]];
    let from = 0;
    for (const stretch of stretches) {
      const wanted = stretch.map((index) => file[index]?.name ?? "");
      const found = order.slice(from, from + stretch.length);
      expect(found[0]).toBe(wanted[0]);
      expect(found.toSorted()).toEqual(wanted.toSorted());
      from += stretch.length;
    }
  });

  test("nothing is lost, and a repeat never comes before its original", () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom(null, "1", "2")), fc.string(), (bodies, seed) => {
        const items = bodies.map((bodyOf, index) => ({ bodyOf, index }));
        const out = shuffled(items, seed);
        expect(new Set(out).size).toBe(items.length);
        expect(out.length).toBe(items.length + Math.ceil(items.length / 5));
        const appearances = items.filter(({ bodyOf }, index) => bodyOf !== null && bodies.indexOf(bodyOf) === index);
        const found = out.filter((one, index) => appearances.includes(one) && out.indexOf(one) === index);
        expect(found).toEqual(appearances);
      }),
    ));
});
