export const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

/**
 * Splits `totalMinor` over `weights` to the minor unit: each share is floored, then the
 * leftover units go to those that lost most, earlier ones first. That is how Shopify's
 * own published order splits 10.00 over three equal lines: 3.34, 3.33, 3.33.
 *
 * @param weights not negative; all zero gives all zero
 */
export function allocate(totalMinor: bigint, weights: readonly bigint[]): bigint[] {
  const weight = sum(weights);
  if (weight === 0n) return weights.map(() => 0n);
  const shares = weights.map((w, index) => ({
    index,
    minor: (totalMinor * w) / weight,
    lost: (totalMinor * w) % weight,
  }));
  const leftover = Number(totalMinor - sum(shares.map((share) => share.minor)));
  const byMostLost = shares.toSorted((a, b) => (a.lost === b.lost ? a.index - b.index : a.lost > b.lost ? -1 : 1));
  const lucky = new Set(byMostLost.slice(0, leftover).map((share) => share.index));
  return shares.map((share) => (lucky.has(share.index) ? share.minor + 1n : share.minor));
}
