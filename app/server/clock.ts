import { instant, type Instant } from "#app/domain/kernel/instant.ts";
import type { Clock } from "#app/services/ports/clock.ts";

export type { Clock } from "#app/services/ports/clock.ts";

export const systemClock: Clock = { now: () => instant(Date.now()) };

export type MovableClock = Clock & {
  /** Jumps ahead; never back, since what has happened stays happened. */
  advance(ms: number): void;
};

/** A clock that runs with the machine's and can be moved ahead. For the demo and tests; production has no way to it. */
export function movableClock(startAt?: Instant): MovableClock {
  let ahead = startAt === undefined ? 0 : startAt - Date.now();
  return {
    now: () => instant(Date.now() + ahead),
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`A clock moves ahead only, not by ${ms} ms`);
      ahead += ms;
    },
  };
}
