import { exponentOf } from "../state/money.ts";

/** An amount for people: "$12.34", "€12.34", "¥1,234". Exact: the digits come from the integer. */
export function moneyText(minor: bigint, currency: string, locale = "en"): string {
  const exponent = exponentOf(currency);
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  });
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, "0");
  const decimal = exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
  // A numeric text is formatted exactly, without a detour over floating point.
  return format.format(`${minor < 0n ? "-" : ""}${decimal}` as Intl.StringNumericLiteral);
}
