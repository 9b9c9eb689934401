/** A median with its spread, over rounds. */
export type Spread = { median: number; min: number; max: number };

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low = 0, high = 0] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return { median: (low + high) / 2, min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0 };
}

/**
 * Measures contenders in turn, round after round, so that whatever disturbs the machine disturbs all of them.
 *
 * @param measure answers a second
 */
export async function interleaved<Name extends string>(
  names: readonly Name[],
  rounds: number,
  measure: (name: Name) => Promise<number>,
): Promise<Record<Name, Spread>> {
  const rates = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? names : names.toReversed();
    for (const name of order) rates.get(name)?.push(await measure(name));
  }
  return Object.fromEntries(names.map((name) => [name, spreadOf(rates.get(name) ?? [])])) as Record<Name, Spread>;
}

export const ratio = (ours: Spread, other: Spread): number => Math.round((ours.median / other.median) * 1000) / 1000;
