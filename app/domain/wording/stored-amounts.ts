import { parseCurrency, type Currency } from "../money/currency.ts";
import { formatDecimal, type Money, parseAmount } from "../money/money.ts";

/**
 * How a stored sentence writes an amount: `80.10 USD`, plain decimals before the currency's code.
 *
 * Sentences are kept for good and read by people of many places, so they write in nobody's way; a page writes their
 * amounts in its own (`withAmounts`). Rates are `10%` everywhere.
 */
export const storedAmount = (amountMinor: bigint, currency: Currency): string =>
  `${formatDecimal({ amountMinor, currency })} ${currency}`;

const STORED = /(?<![\w.])(-?\d+(?:\.\d+)?) ([A-Z]{3})\b/g;

/** A stored sentence with its amounts written by `write`; what only looks like one stays as it is. */
export const withAmounts = (sentence: string, write: (amount: Money) => string): string =>
  sentence.replaceAll(STORED, (text, decimal: string, code: string) => {
    const currency = parseCurrency(code);
    if (currency === null) return text;
    const parsed = parseAmount(decimal, currency);
    return parsed.kind === "invalid" || parsed.rounded ? text : write({ amountMinor: parsed.amountMinor, currency });
  });
