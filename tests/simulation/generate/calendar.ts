/** Seconds since the epoch of 10:00 UTC on a day counted from 2026-10-01; few days, so that limits are met exactly. */
export function day(count: number): number {
  return Date.UTC(2026, 9, 1 + count, 10) / 1000;
}

/** The seconds as Shopify writes an instant; now and then in a shop's own zone. */
export function iso(seconds: number, offsetHours = 0, fraction = ""): string {
  const local = new Date((seconds + offsetHours * 3600) * 1000).toISOString().slice(0, 19);
  if (offsetHours === 0) return `${local}${fraction}Z`;
  const hours = String(Math.abs(offsetHours)).padStart(2, "0");
  return `${local}${fraction}${offsetHours < 0 ? "-" : "+"}${hours}:00`;
}
