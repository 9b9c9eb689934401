/** Amounts of the sandbox: whole minor units, never a float. */

/** One amount in both currencies of an order, in minor units of each. */
export interface Amount {
  shop: bigint;
  presentment: bigint;
}

/** An amount in a currency of its own (transactions, chargebacks). */
export interface Money {
  minor: bigint;
  currency: string;
}

/** Currencies whose minor unit is not a hundredth (ISO 4217). */
const EXPONENTS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

export const exponentOf = (currency: string): number => EXPONENTS[currency] ?? 2;

export const ZERO: Amount = Object.freeze({ shop: 0n, presentment: 0n });

export const plus = (...amounts: readonly Amount[]): Amount => ({
  shop: amounts.reduce((sum, a) => sum + a.shop, 0n),
  presentment: amounts.reduce((sum, a) => sum + a.presentment, 0n),
});

export const minus = (a: Amount, b: Amount): Amount => ({
  shop: a.shop - b.shop,
  presentment: a.presentment - b.presentment,
});

export const times = (a: Amount, n: number | bigint): Amount => ({
  shop: a.shop * BigInt(n),
  presentment: a.presentment * BigInt(n),
});

/** `a / b` rounded half away from zero; `b` above 0. */
export function divideRounded(a: bigint, b: bigint): bigint {
  const half = a < 0n ? -b : b;
  return (2n * a + half) / (2n * b);
}

/** As Shopify writes an amount: 1234n USD is "12.34", 1234n JPY is "1234". */
export function decimalText(minor: bigint, currency: string): string {
  const exponent = exponentOf(currency);
  const sign = minor < 0n ? "-" : "";
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, "0");
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/**
 * Reads a decimal text such as "12.5" into minor units; surplus decimals are rounded half away from zero.
 * @throws Error when the text is no decimal number
 */
export function parseDecimal(text: string, currency: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) throw new Error(`"${text}" is no decimal amount; write it like 12.34`);
  const [, sign = "", whole = "0", fraction = ""] = match;
  const exponent = exponentOf(currency);
  const scaled = BigInt(whole + fraction.padEnd(exponent, "0"));
  const surplus = Math.max(0, fraction.length - exponent);
  const minor = divideRounded(scaled, 10n ** BigInt(surplus));
  return sign === "-" ? -minor : minor;
}

/**
 * Converts minor units between currencies.
 * @param ratePpm units of the target currency for one unit of the source, in millionths
 */
export function convert(minor: bigint, from: string, to: string, ratePpm: bigint): bigint {
  if (from === to) return minor;
  const up = 10n ** BigInt(exponentOf(to));
  const down = 10n ** BigInt(exponentOf(from));
  return divideRounded(minor * ratePpm * up, 1_000_000n * down);
}
