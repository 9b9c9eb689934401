/** Exact rational numbers over bigint: the denominator is kept positive, nothing is ever rounded by accident. */
export class Fraction {
  readonly top: bigint;
  readonly bottom: bigint;

  constructor(top: bigint, bottom = 1n) {
    if (bottom === 0n) throw new RangeError("Fraction: denominator 0");
    this.top = bottom < 0n ? -top : top;
    this.bottom = bottom < 0n ? -bottom : bottom;
  }

  static of(value: bigint | Fraction): Fraction {
    return value instanceof Fraction ? value : new Fraction(value);
  }
  plus(other: bigint | Fraction): Fraction {
    const o = Fraction.of(other);
    return new Fraction(this.top * o.bottom + o.top * this.bottom, this.bottom * o.bottom).reduced();
  }
  minus(other: bigint | Fraction): Fraction {
    const o = Fraction.of(other);
    return this.plus(new Fraction(-o.top, o.bottom));
  }
  times(other: bigint | Fraction): Fraction {
    const o = Fraction.of(other);
    return new Fraction(this.top * o.top, this.bottom * o.bottom).reduced();
  }
  over(other: bigint | Fraction): Fraction {
    const o = Fraction.of(other);
    return new Fraction(this.top * o.bottom, this.bottom * o.top).reduced();
  }
  compare(other: bigint | Fraction): number {
    const o = Fraction.of(other);
    const gap = this.top * o.bottom - o.top * this.bottom;
    return gap < 0n ? -1 : gap > 0n ? 1 : 0;
  }
  floor(): bigint {
    const q = this.top / this.bottom;
    return this.top % this.bottom < 0n ? q - 1n : q;
  }
  /** To the nearest integer, half away from zero. */
  round(): bigint {
    const size = this.top < 0n ? -this.top : this.top;
    const nearest = (size * 2n + this.bottom) / (this.bottom * 2n);
    return this.top < 0n ? -nearest : nearest;
  }
  reduced(): Fraction {
    let [a, b] = [this.top < 0n ? -this.top : this.top, this.bottom];
    while (b !== 0n) [a, b] = [b, a % b];
    return new Fraction(this.top / a, this.bottom / a);
  }
}

export const ZERO: Fraction = new Fraction(0n);
export const ONE: Fraction = new Fraction(1n);

export function total(values: readonly (bigint | Fraction)[]): Fraction {
  return values.reduce<Fraction>((sum, value) => sum.plus(value), ZERO);
}

/**
 * Whole shares of `wanted`: the floor of each exact share, then one more to those that lost most,
 * earlier ones first, until the shares add up.
 */
export function largestRemainder(wanted: bigint, exact: readonly Fraction[]): bigint[] {
  const shares = exact.map((share) => share.floor());
  const byLoss = exact
    .map((share, index) => ({ index, lost: share.minus(share.floor()) }))
    .sort((a, b) => b.lost.compare(a.lost) || a.index - b.index);
  let missing = wanted - shares.reduce((a, b) => a + b, 0n);
  for (const { index } of byLoss) {
    if (missing <= 0n) break;
    shares[index] = (shares[index] ?? 0n) + 1n;
    missing -= 1n;
  }
  return shares;
}

/** `wanted` in proportion to `weights`, whole, nothing lost; all weights zero gives all zero. */
export function split(wanted: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum === 0n) return weights.map(() => 0n);
  return largestRemainder(
    wanted,
    weights.map((weight) => new Fraction(wanted * weight, sum)),
  );
}
