/** What shuffling needs to know of a delivery: the order whose body it is, if it is one. */
export interface Shuffled {
  readonly bodyOf: string | null;
}

/** A small seeded generator (mulberry32): the same seed shuffles the same way on every machine. */
function generator(seed: string): () => number {
  let state = 0x9e3779b9;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x85ebca6b) + 1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Deliveries as an unreliable network may bring them: between one order's first appearance and the next one's they
 * change places (the first stays first), and some are repeated at any later place. The result must be the same.
 */
export function shuffled<T extends Shuffled>(items: readonly T[], seed: string): T[] {
  const random = generator(seed);
  const out = stretches(items).flatMap(([first, ...rest]) =>
    first === undefined ? [] : [first, ...permuted(rest, random)],
  );
  for (let repeats = Math.ceil(out.length / 5); repeats > 0; repeats--) {
    const from = Math.floor(random() * out.length);
    const item = out[from];
    if (item !== undefined) out.splice(from + 1 + Math.floor(random() * (out.length - from)), 0, item);
  }
  return out;
}

/** Cuts before each delivery that is the first body of its order. */
function stretches<T extends Shuffled>(items: readonly T[]): T[][] {
  const seen = new Set<string>();
  const out: T[][] = [];
  for (const item of items) {
    const first = item.bodyOf !== null && !seen.has(item.bodyOf);
    if (item.bodyOf !== null) seen.add(item.bodyOf);
    const last = out.at(-1);
    if (first || last === undefined) out.push([item]);
    else last.push(item);
  }
  return out;
}

function permuted<T>(items: readonly T[], random: () => number): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const [a, b] = [out[i], out[j]];
    if (a !== undefined && b !== undefined) [out[i], out[j]] = [b, a];
  }
  return out;
}
