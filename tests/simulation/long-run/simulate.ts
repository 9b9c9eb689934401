/** What one world came to. */
export type Outcome = { difference: string | null; survived: Readonly<Record<string, number>> };
/** Plays the world of a seed. */
export type PlayWorld = (seed: number) => Promise<Outcome>;

export type Simulated = {
  worlds: number;
  /** The last seed that was played. */
  lastSeed: number;
  seconds: number;
  /** What went wrong in the worlds, by kind, and changed nothing. */
  survived: Record<string, number>;
  failure: { seed: number; kind: string; difference: string } | null;
};

type Options = {
  /** By kind; a seed is a world of each. */
  kinds: Readonly<Record<string, PlayWorld>>;
  seed: number;
  /** Seeds at most. */
  worlds: number;
  /** By `performance.now()`. */
  until: number;
  say: (line: string) => void;
};

const PROGRESS_MS = 30_000;

/** Plays one seed after the other until the time is up, so many were played, or a world fails. */
export async function simulate({ kinds, seed, worlds, until, say }: Options): Promise<Simulated> {
  const startedAt = performance.now();
  const result: Simulated = { worlds: 0, lastSeed: seed, seconds: 0, survived: {}, failure: null };
  let nextSay = startedAt + PROGRESS_MS;
  for (let next = seed; next < seed + worlds && performance.now() < until && result.failure === null; next++) {
    result.lastSeed = next;
    for (const [kind, play] of Object.entries(kinds)) {
      const { difference, survived } = await play(next);
      result.worlds += 1;
      for (const [fault, count] of Object.entries(survived))
        result.survived[fault] = (result.survived[fault] ?? 0) + count;
      if (difference === null) continue;
      result.failure = { seed: next, kind, difference };
      break;
    }
    if (performance.now() < nextSay) continue;
    nextSay += PROGRESS_MS;
    say(`${result.worlds} worlds, seed ${next}`);
  }
  result.seconds = Math.round((performance.now() - startedAt) / 1000);
  return result;
}
