type Log = { warn(fields: object, message: string): void };

/** Why a delivery was not even read to its end, or not believed. */
export type Refusal = "forged" | "incomplete" | "cut_off" | "too_slow" | "too_large";

/** Anybody can send anything: a line for each would let them fill the log. */
const quietMs = 1_000;

/** Says how many deliveries were refused, and why, once a second at most. */
export function createRefusalLog(log: Log, now: () => number = Date.now): (why: Refusal) => void {
  let saidAt = -Infinity;
  let unsaid: Partial<Record<Refusal, number>> = {};
  return (why) => {
    unsaid[why] = (unsaid[why] ?? 0) + 1;
    if (now() - saidAt < quietMs) return;
    log.warn({ refused: unsaid }, "webhooks refused at the door");
    saidAt = now();
    unsaid = {};
  };
}
