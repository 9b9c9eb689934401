import { exponentOf } from "#app/domain/money/currency.ts";
import type { NamedCreator } from "#app/services/ports/capture.ts";

/** What a shopper saves, as a shopper of a language reads it ("10%", "5,00 €"); `""` for nothing. */
export function savingText({ discount, terms, currency }: NamedCreator, locale: string): string {
  if (!discount || terms.kind === "none") return "";
  if (terms.kind === "percent")
    return format(locale, { style: "percent", maximumFractionDigits: 2 }, terms.bps / 10_000);
  const digits = terms.amountMinor.toString().padStart(exponentOf(currency) + 1, "0");
  const whole = digits.length - exponentOf(currency);
  // A decimal text, for `format` takes one exactly; the type of TypeScript's library says so as well.
  const amount = `${digits.slice(0, whole)}.${digits.slice(whole) || "0"}` as `${number}`;
  return format(locale, { style: "currency", currency }, amount);
}

function format(locale: string, options: Intl.NumberFormatOptions, value: number | `${number}`): string {
  const [known] = supported(locale);
  return new Intl.NumberFormat(known ?? "en", options).format(value);
}

function supported(locale: string): string[] {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale);
  } catch {
    return []; // no language at all
  }
}
