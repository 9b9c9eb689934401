import { compareShuffled, described, differenceOf } from "../compare.ts";
import { replay } from "../engine.ts";
import { Dice } from "../generate/dice.ts";
import { worldOf } from "../generate/world.ts";
import type { Dying } from "../money/dying.ts";
import { memoryStage } from "../money/memory/stage.ts";
import { type MakeStage, play } from "../money/play.ts";
import { plotOf } from "../money/plot.ts";
import type { Kinds, Outcome, PlayWorld } from "./simulate.ts";

/** Orders: the replay pays what the model pays, whatever the network does to the deliveries. */
async function orders(seed: number): Promise<Outcome> {
  const world = worldOf(seed);
  const found =
    differenceOf(replay, seed) ?? compareShuffled(replay, world, seed) ?? compareShuffled(replay, world, seed, true);
  return { difference: found ? described(seed, found) : null, survived: { shuffled: 2 } };
}

/** Every world of money is played twice: by an app that lives, and by one that dies now and then. */
export const money =
  (makeStage: MakeStage): PlayWorld =>
  async (seed) => {
    const plot = plotOf(seed);
    const survived: Record<string, number> = {};
    for (const dying of [{ kind: "never" }, nowAndThen(seed)] satisfies Dying[]) {
      const { difference, faults } = await play(plot, makeStage, dying);
      for (const [kind, count] of Object.entries(faults)) survived[kind] = (survived[kind] ?? 0) + count;
      if (difference !== null)
        return { difference: `${dying.kind === "never" ? "" : "dying now and then: "}${difference}`, survived };
    }
    return { difference: null, survived };
  };

const nowAndThen = (seed: number): Dying => ({ kind: "now and then", percent: 3, dice: new Dice(seed + 1) });

export const memoryWorlds: Kinds = {
  worlds: { orders, money: money(memoryStage) },
  // Each was audited by itself.
  inTheEnd: async () => ({ difference: null, survived: {} }),
  close: async () => undefined,
};
