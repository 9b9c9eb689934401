import { invariant } from "./invariant.ts";

/** An exact ratio of integers; the denominator is above 0. Money is rounded once, so everything before that is one of these. */
export interface Fraction {
  readonly num: bigint;
  readonly den: bigint;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** @throws InvariantError when `den` is 0 */
export function fraction(num: bigint, den = 1n): Fraction {
  invariant(den !== 0n, "fraction: division by zero");
  if (den === 1n) return { num, den };
  const divisor = gcd(num, den < 0n ? -den : den) * (den < 0n ? -1n : 1n);
  return { num: num / divisor, den: den / divisor };
}

export const ZERO: Fraction = { num: 0n, den: 1n };
export const plus = (a: Fraction, b: Fraction): Fraction =>
  a.den === b.den ? fraction(a.num + b.num, a.den) : fraction(a.num * b.den + b.num * a.den, a.den * b.den);
export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, { num: -b.num, den: b.den });
export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.num * b.num, a.den * b.den);
/** @throws InvariantError when `b` is 0 */
export const over = (a: Fraction, b: Fraction): Fraction => fraction(a.num * b.den, a.den * b.num);
export const compare = (a: Fraction, b: Fraction): number => {
  const difference = a.num * b.den - b.num * a.den;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
};
export const least = (a: Fraction, b: Fraction): Fraction => (compare(a, b) <= 0 ? a : b);
export const notBelowZero = (a: Fraction): Fraction => (a.num < 0n ? ZERO : a);
export const sum = (parts: readonly Fraction[]): Fraction => parts.reduce(plus, ZERO);

/** The integer below or at a fraction. */
export function floor({ num, den }: Fraction): bigint {
  const quotient = num / den;
  return num < 0n && quotient * den !== num ? quotient - 1n : quotient;
}

/** Rounds half away from zero: 0.5 to 1, -0.5 to -1. */
export function round({ num, den }: Fraction): bigint {
  const twice = 2n * (num < 0n ? -num : num) + den;
  const magnitude = twice / (2n * den);
  return num < 0n ? -magnitude : magnitude;
}
