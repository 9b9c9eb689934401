import type { ShopTopic } from "../state/events.ts";

/** How badly a shop's deliveries go; probabilities from 0 to 1. */
export interface Switches {
  /** Sent twice, with the same webhook id. */
  duplicate: number;
  /** Held back for up to `delayMaxMs` of the sandbox's time. */
  delay: number;
  delayMaxMs: number;
  /** Let the next delivery to the same app go first. */
  reorder: number;
  /** Never sent; Shopify does not promise delivery. */
  drop: number;
}

export const SMOOTH: Readonly<Switches> = Object.freeze({
  duplicate: 0,
  delay: 0,
  delayMaxMs: 60_000,
  reorder: 0,
  drop: 0,
});

export type Mishap =
  { kind: "none" } | { kind: "drop" } | { kind: "duplicate" } | { kind: "reorder" } | { kind: "delay"; ms: number };

/** A mishap for exactly one coming delivery. */
export interface PlannedMishap {
  readonly shop: string;
  /** Any topic when absent. */
  readonly topic?: ShopTopic;
  readonly mishap: Mishap;
}

/** @param random gives numbers from 0 up to 1 */
export function chooseMishap(switches: Switches, random: () => number): Mishap {
  if (random() < switches.drop) return { kind: "drop" };
  if (random() < switches.reorder) return { kind: "reorder" };
  if (random() < switches.delay) return { kind: "delay", ms: Math.ceil(random() * switches.delayMaxMs) };
  return random() < switches.duplicate ? { kind: "duplicate" } : { kind: "none" };
}

/** @throws Error when a probability is none */
export function checked(switches: Switches): Switches {
  for (const name of ["duplicate", "delay", "reorder", "drop"] as const) {
    const value = switches[name];
    if (!(value >= 0 && value <= 1)) throw new Error(`The switch ${name} is ${value}; give a probability from 0 to 1`);
  }
  if (!(switches.delayMaxMs >= 0)) throw new Error(`delayMaxMs is ${switches.delayMaxMs}; give milliseconds from 0`);
  return { ...switches };
}
