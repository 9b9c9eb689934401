import { refuse } from "./json.ts";

/** Nanoseconds since the epoch: Shopify's trigger times have nine decimals. */
export type Nanos = bigint;

const ISO = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d{1,9})\d*)?(Z|z|[+-]\d\d:?\d\d)$/;

export function instant(value: unknown): Nanos {
  const found = typeof value === "string" ? ISO.exec(value) : null;
  if (!found) return refuse(`not an ISO 8601 instant with a zone: ${String(value)}`);
  const [, day, clock, fraction = "", zone = ""] = found;
  const ms = Date.parse(`${day}T${clock}${zone.toUpperCase()}`);
  if (Number.isNaN(ms)) return refuse(`no such instant: ${String(value)}`);
  return BigInt(ms) * 1_000_000n + BigInt(fraction.padEnd(9, "0"));
}

export const SECOND: Nanos = 1_000_000_000n;
export const MINUTE: Nanos = 60n * SECOND;
export const DAY: Nanos = 24n * 60n * MINUTE;

function parts(at: Nanos): { date: Date; rest: Nanos } {
  const rest = ((at % SECOND) + SECOND) % SECOND;
  return { date: new Date(Number((at - rest) / 1_000_000n)), rest };
}

/** The month in UTC, as "2026-11". */
export function monthOf(at: Nanos): string {
  return parts(at).date.toISOString().slice(0, 7);
}

/** Calendar months later in UTC; a day that the month lacks becomes its last. */
export function addMonths(at: Nanos, months: number): Nanos {
  const { date, rest } = parts(at);
  const day = date.getUTCDate();
  const moved = new Date(date);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(day, last));
  return BigInt(moved.getTime()) * 1_000_000n + rest;
}
