import type { EarningsFilter } from "#app/services/ports/creator-earnings.ts";

/** The filter in an address; what is no brand or month filters nothing. */
export function filterOf(query: URLSearchParams): EarningsFilter {
  const brand = query.get("brand") ?? "";
  const month = query.get("month") ?? "";
  return {
    brand: brand === "" ? null : brand.slice(0, 200),
    month: /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? month : null,
  };
}

/** `2026-11` as `November 2026`. */
export const monthName = (month: string): string =>
  new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${month}-15T00:00:00Z`),
  );
