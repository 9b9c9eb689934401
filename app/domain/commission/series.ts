/**
 * A running total that remembers all its past values: a context kept from an order's first settlement is then just a
 * position. Positions only grow.
 */
export class Series {
  readonly #positions: number[] = [];
  readonly #totals: bigint[] = [];

  add(position: number, delta: bigint): void {
    this.#positions.push(position);
    this.#totals.push((this.#totals.at(-1) ?? 0n) + delta);
  }

  /** The total as it stood at `position`, that position included. */
  at(position: number): bigint {
    let low = 0;
    let high = this.#positions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#positions[middle] ?? 0) <= position) low = middle + 1;
      else high = middle;
    }
    return this.#totals[low - 1] ?? 0n;
  }
}
