import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import type { Formats } from "#app/domain/wording/words.ts";
import { formatDay, formatMoney } from "../format.ts";

/** How a shop's terms write amounts and days: its currency, its time zone. */
export const formatsOf = (currency: Currency, timeZone: string): Formats => ({
  money: (amountMinor) => formatMoney({ amountMinor, currency }),
  day: (at) => formatDay(at as Instant, timeZone),
});
