import { Dice } from "../generate/dice.ts";

/** What a rail does with a payout. */
export type RailFate =
  | "pays"
  | "refuses"
  /** It takes the payout, and the answer is lost; asked later, it has paid. */
  | "pays unheard"
  | "refuses unheard"
  /** The payout never reaches it: asked later, it knows nothing. */
  | "out of reach"
  /** It takes its time. */
  | "is slow"
  /** A person pays, and says so. */
  | "waits for a person";

/** The same for the nth payout of a creator in a world, however often the world is played. */
export function railFate(seed: number, creator: number, nth: number): RailFate {
  return new Dice(seed * 7919 + creator * 101 + nth).pick([
    "pays",
    "pays",
    "refuses",
    "pays unheard",
    "refuses unheard",
    "out of reach",
    "is slow",
    "waits for a person",
    "waits for a person",
  ]);
}

/** How long a slow rail takes. */
export const SLOW_MS = 2 * 86_400_000;
