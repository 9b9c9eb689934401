import { expect, test } from "vitest";
import { memoryStage } from "../money/memory/stage.ts";
import type { MakeStage } from "../money/play.ts";
import { money } from "./memory-worlds.ts";
import { type Kinds, type Outcome, type PlayWorld, simulate } from "./simulate.ts";

const well = async (): Promise<Outcome> => ({ difference: null, survived: { lost: 1 } });
const failing =
  (at: number, more: Partial<Outcome> = {}): PlayWorld =>
  async (seed) => ({ difference: seed === at ? `differs at ${seed}` : null, survived: { lost: 1 }, ...more });

const run = (kinds: Partial<Pick<Kinds, "worlds" | "inTheEnd">>, worlds = 5) =>
  simulate({
    kinds: { worlds: { money: well }, inTheEnd: well, ...kinds },
    seed: 11,
    worlds,
    until: Infinity,
    say: () => undefined,
  });

test("every seed is a world of each kind, and what they survived is summed up", async () => {
  expect(await run({ worlds: { orders: well, money: well } })).toMatchObject({
    worlds: 10,
    lastSeed: 15,
    survived: { lost: 10 },
    failure: null,
  });
});

test("the first world that fails ends it, named by its kind and seed", async () => {
  expect(await run({ worlds: { orders: well, money: failing(13) } })).toMatchObject({
    worlds: 6,
    failure: { seed: 13, kind: "money", difference: "differs at 13" },
  });
});

test("what is found later names the world that it is about", async () => {
  const found = await run({ worlds: { money: failing(14, { seed: 12 }) } });
  expect(found.failure).toEqual({ seed: 12, kind: "money", difference: "differs at 14" });
});

test("what the last look finds is a failure, too", async () => {
  const found = await run({ inTheEnd: failing(15) });
  expect(found.failure).toEqual({ seed: 15, kind: "audit", difference: "differs at 15" });
});

test("a world that fails fails again, word for word, when it is played alone", async () => {
  const forgetful: MakeStage = (plot, clock, faults) => ({
    ...memoryStage(plot, clock, faults),
    decideReview: async () => undefined,
  });
  const worlds = { money: money(forgetful) };
  const { failure } = await simulate({
    kinds: { worlds, inTheEnd: well },
    seed: 1,
    worlds: 200,
    until: Infinity,
    say: () => undefined,
  });
  expect(failure?.difference).toMatch(/^step \d+ \(.+\): /);
  const again = await worlds.money(failure?.seed ?? 0);
  expect(again.difference).toBe(failure?.difference);
});
