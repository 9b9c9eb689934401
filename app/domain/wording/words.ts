/** Small parts of sentences, in English. */

/** Amounts and days as the page or mail writes them: the shop's currency and time zone are the caller's. */
export interface Formats {
  readonly money: (amountMinor: bigint) => string;
  readonly day: (at: number) => string;
}

/** Basis points as people say them: 1000 is `10%`, 1250 is `12.5%`. */
export function rateInWords(bps: number): string {
  const hundredths = String(bps % 100)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return `${Math.floor(bps / 100)}${hundredths === "" ? "" : `.${hundredths}`}%`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[], last = "and"): string {
  if (parts.length < 2) return parts[0] ?? "";
  return `${parts.slice(0, -1).join(", ")} ${last} ${parts.at(-1)}`;
}

/** `1 day`, `30 days`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

export const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Joins sentences that may be absent. */
export const sentences = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== "").join(" ");
