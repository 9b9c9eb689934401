import { type Fraction, fraction, round } from "../kernel/fraction.ts";
import { type Currency, exponentOf } from "./currency.ts";

/** An amount in the minor unit of its currency. Never a float. */
export interface Money {
  readonly amountMinor: bigint;
  readonly currency: Currency;
}

/** Nothing that a shop sells is worth more; beyond it a body is damaged or hostile. */
export const LARGEST_AMOUNT_MINOR = 10n ** 15n;

export type ParsedAmount =
  | { readonly kind: "amount"; readonly amountMinor: bigint; readonly rounded: boolean }
  | { readonly kind: "invalid"; readonly why: string };

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i;

/**
 * A decimal as an exact fraction. A JSON number is read by its shortest text, so 0.1 is a tenth.
 * `null` when it is no decimal.
 */
export function parseDecimal(value: string | number): Fraction | null {
  const text = typeof value === "number" ? String(value) : value;
  if (text.length > 60) return null;
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, sign, whole = "", decimals = "", power = "0"] = match;
  if (typeof value === "string" && match[4] !== undefined) return null;
  const exponent = Number(power) - decimals.length;
  if (Math.abs(exponent) > 60) return null;
  const digits = BigInt(whole + decimals) * (sign ? -1n : 1n);
  return exponent >= 0 ? fraction(digits * 10n ** BigInt(exponent)) : fraction(digits, 10n ** BigInt(-exponent));
}

/** As nearly all amounts are written: they are read as they stand, without a fraction. */
const CENTS = /^\d{1,13}\.\d\d$/;

/**
 * Reads an amount as Shopify sends it: a decimal string, sometimes a number, with more or fewer decimals than the
 * currency has. What the exponent cannot hold is rounded half away from zero and reported by `rounded`.
 */
export function parseAmount(value: string | number, currency: Currency): ParsedAmount {
  if (exponentOf(currency) === 2 && CENTS.test(String(value)))
    return { kind: "amount", amountMinor: BigInt(String(value).replace(".", "")), rounded: false };
  const decimal = parseDecimal(value);
  if (decimal === null) return { kind: "invalid", why: `${JSON.stringify(value)} is not a decimal amount` };
  const exact = fraction(decimal.num * 10n ** BigInt(exponentOf(currency)), decimal.den);
  const amountMinor = round(exact);
  if (amountMinor > LARGEST_AMOUNT_MINOR || amountMinor < -LARGEST_AMOUNT_MINOR)
    return { kind: "invalid", why: `${JSON.stringify(value)} ${currency} is beyond any order` };
  return { kind: "amount", amountMinor, rounded: exact.den !== 1n };
}

/** The decimal text of an amount, as Shopify writes it: `12.30`, `-0.05`, `1200` in yen. */
export function formatDecimal({ amountMinor, currency }: Money): string {
  const exponent = exponentOf(currency);
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(exponent + 1, "0");
  const sign = amountMinor < 0n ? "-" : "";
  return exponent === 0 ? sign + digits : `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
