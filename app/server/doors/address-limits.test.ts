import { expect, test } from "vitest";
import { createAddressLimits } from "./address-limits.ts";

function limitsAt(start: number, most = 100) {
  const clock = { ms: start };
  const limits = createAddressLimits({ perMinute: 3, unknownPerMinute: 2, most, now: () => clock.ms });
  const visits = (address: string, times: number) => Array.from({ length: times }, () => limits.admits(address));
  return { ...limits, visits, clock };
}

test("an address has its visits in a minute, others theirs, and all anew in the next", () => {
  const { visits, clock } = limitsAt(60_000);
  expect(visits("a", 4)).toEqual([true, true, true, false]);
  expect(visits("b", 1)).toEqual([true]);
  clock.ms += 59_999;
  expect(visits("a", 1)).toEqual([false]);
  clock.ms += 1;
  expect(visits("a", 1)).toEqual([true]);
});

test("who guessed too often is stopped at links that work too, until the minute is over", () => {
  const { visits, guessed, clock } = limitsAt(0);
  guessed("a");
  expect(visits("a", 1)).toEqual([true]);
  guessed("a");
  expect(visits("a", 1)).toEqual([false]);
  expect(visits("b", 1)).toEqual([true]);
  clock.ms += 60_000;
  expect(visits("a", 1)).toEqual([true]);
});

test("it never counts more addresses than it may", () => {
  const { visits } = limitsAt(0, 10);
  expect(visits("a", 4).at(-1)).toBe(false);
  for (let other = 0; other < 10; other++) visits(`other ${other}`, 1);
  expect(visits("a", 1), "forgotten with all others").toEqual([true]);
});
