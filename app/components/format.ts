import type { Instant } from "#app/domain/kernel/instant.ts";
import { formatDecimal, type Money } from "#app/domain/money/money.ts";
import { withAmounts } from "#app/domain/wording/stored-amounts.ts";

/** One language and the shop's own time zone, so that server and browser write the same. */
const language = "en";

/** An amount as people write it, exactly: Intl takes decimal text without passing through a float. */
export function formatMoney(money: Money): string {
  const format = new Intl.NumberFormat(language, { style: "currency", currency: money.currency });
  return format.format(formatDecimal(money) as Intl.StringNumericLiteral);
}

/** A stored sentence with its amounts as this page writes them. */
export const formatSentence = (stored: string): string => withAmounts(stored, formatMoney);

export const formatCount = (count: number): string => new Intl.NumberFormat(language).format(count);

export const formatDay = (at: Instant, timeZone: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone }).format(at);

export const formatTime = (at: Instant, timeZone: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone }).format(at);

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
