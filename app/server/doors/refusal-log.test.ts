import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createRefusalLog, type Refusal } from "./refusal-log.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const line = (refused: Partial<Record<Refusal, number>>) => ({ refused, message: "webhooks refused at the door" });

test("refusals are told by their reasons, once a second at most, and all are counted", () => {
  const said: object[] = [];
  const refused = createRefusalLog({ warn: (fields, message) => void said.push({ ...fields, message }) });

  refused("forged");
  expect(said.splice(0)).toEqual([line({ forged: 1 })]);

  for (let times = 0; times < 1_000; times += 1) refused("forged");
  refused("too_slow");
  vi.advanceTimersByTime(999);
  expect(said).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(said.splice(0)).toEqual([line({ forged: 1_000, too_slow: 1 })]);

  refused("cut_off");
  expect(said).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(said.splice(0)).toEqual([line({ cut_off: 1 })]);

  vi.advanceTimersByTime(60_000);
  expect(said).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
  refused("cut_off");
  expect(said).toEqual([line({ cut_off: 1 })]);
});
