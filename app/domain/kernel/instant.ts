import { Temporal } from "temporal-polyfill";

/** Milliseconds since the epoch. */
export type Instant = number & { readonly __brand: "Instant" };

const ISO_WITH_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;

export const HOUR_MS = 3_600_000;
/** A day of a window or a hold: always 24 hours, whatever the clocks of a time zone do. */
export const DAY_MS = 24 * HOUR_MS;

export const instant = (ms: number): Instant => ms as Instant;

/** Reads ISO 8601 with a zone; `null` for anything else (a time without its zone is nobody's). */
export function parseInstant(text: string): Instant | null {
  if (!ISO_WITH_ZONE.test(text)) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : instant(ms);
}

/** What an ISO 8601 text says below the millisecond, in nanoseconds, 0 to 999,999. */
export function nanosBelowMs(text: string): number {
  const decimals = /\.(\d+)/.exec(text)?.[1] ?? "";
  return Number(decimals.padEnd(9, "0").slice(3, 9));
}

export const formatInstant = (at: Instant): string => new Date(at).toISOString();

export const plusDays = (at: Instant, days: number): Instant => instant(at + days * DAY_MS);

export const later = (a: Instant, b: Instant): Instant => (a >= b ? a : b);

/** Adds calendar months; the end is clamped to the last day of a shorter month (31 January + 1 = 28 February). */
export function plusMonths(at: Instant, months: number, timeZone = "UTC"): Instant {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  return instant(zoned.add({ months }).epochMilliseconds);
}

/** The calendar month of an instant, `2026-11`, as a clock in `timeZone` (IANA) shows it. */
export function monthOf(at: Instant, timeZone = "UTC"): string {
  if (timeZone === "UTC") return new Date(at).toISOString().slice(0, 7);
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toPlainYearMonth()
    .toString();
}
