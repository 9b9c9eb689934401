type Log = { warn(fields: object, message: string): void };

/** Why a delivery was not even read to its end, or not believed. */
export type Refusal = "forged" | "incomplete" | "cut_off" | "too_slow" | "too_large";

/** Anybody can send anything: a line for each would let them fill the log. */
const quietMs = 1_000;

/** Says how many deliveries were refused, and why: the first at once, those of the second after it together at its end. */
export function createRefusalLog(log: Log): (why: Refusal) => void {
  let unsaid: Partial<Record<Refusal, number>> = {};
  let isQuiet = false;

  function say(): void {
    isQuiet = Object.keys(unsaid).length > 0;
    if (!isQuiet) return;
    log.warn({ refused: unsaid }, "webhooks refused at the door");
    unsaid = {};
    setTimeout(say, quietMs).unref();
  }

  return (why) => {
    unsaid[why] = (unsaid[why] ?? 0) + 1;
    if (!isQuiet) say();
  };
}
