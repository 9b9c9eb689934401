import { type Fraction, compare, floor, fraction, minus } from "../kernel/fraction.ts";
import { invariant } from "../kernel/invariant.ts";

/**
 * Splits `totalMinor` over `weights`, to the minor unit, nothing lost.
 *
 * Largest remainder: each share is floored, then the leftover units go to the shares that lost most, earlier ones
 * first. No share is off by a whole unit and the shares always add up, which is what lets a line's commission stand
 * beside the order's.
 *
 * @param totalMinor not negative; a negative amount is allocated by its caller, as its opposite
 * @param weights not negative, any unit; all zero gives all zero
 * @throws InvariantError on a negative total or weight
 */
export function allocate(totalMinor: bigint, weights: readonly bigint[]): bigint[] {
  invariant(totalMinor >= 0n && weights.every((weight) => weight >= 0n), "allocate: negative total or weight");
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum === 0n) return weights.map(() => 0n);
  return apportion(
    totalMinor,
    weights.map((weight) => fraction(totalMinor * weight, sum)),
  );
}

/**
 * Rounds exact parts so that they add up to `totalMinor`: floors first, then one unit each to the largest
 * remainders, earlier parts first.
 *
 * @throws InvariantError when the total is not within one unit a part of the parts' sum
 */
export function apportion(totalMinor: bigint, parts: readonly Fraction[]): bigint[] {
  const shares = parts.map((part) => floor(part));
  const lost = parts.map((part, index) => minus(part, fraction(shares[index] ?? 0n)));
  const leftover = Number(totalMinor - shares.reduce((a, b) => a + b, 0n));
  invariant(leftover >= 0 && leftover <= parts.length, "apportion: the parts do not add up to the total");

  // Sorting is stable: of equal remainders the earlier comes first.
  const byMostLost = lost.map((part, index) => ({ part, index })).toSorted((a, b) => compare(b.part, a.part));
  for (const { index } of byMostLost.slice(0, leftover)) shares[index] = (shares[index] ?? 0n) + 1n;
  return shares;
}
