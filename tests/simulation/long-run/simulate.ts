/** What one world came to; `seed` where it was not the world just played that shows the difference. */
export type Outcome = { difference: string | null; survived: Readonly<Record<string, number>>; seed?: number };
/** Plays the world of a seed. */
export type PlayWorld = (seed: number) => Promise<Outcome>;

/** The worlds of each kind, and what is looked at once the last one was played. */
export type Kinds = {
  readonly worlds: Readonly<Record<string, PlayWorld>>;
  /** By the last seed. */
  readonly inTheEnd: PlayWorld;
  readonly close: () => Promise<void>;
};

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
  /** A seed is a world of each. */
  kinds: Pick<Kinds, "worlds" | "inTheEnd">;
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
    for (const [kind, play] of Object.entries(kinds.worlds)) {
      const { difference, survived, seed: failing = next } = await play(next);
      result.worlds += 1;
      for (const [fault, count] of Object.entries(survived))
        result.survived[fault] = (result.survived[fault] ?? 0) + count;
      if (difference === null) continue;
      result.failure = { seed: failing, kind, difference };
      break;
    }
    if (performance.now() < nextSay) continue;
    nextSay += PROGRESS_MS;
    say(`${result.worlds} worlds, seed ${next}`);
  }
  if (result.failure === null) {
    const { difference, seed: failing = result.lastSeed } = await kinds.inTheEnd(result.lastSeed);
    if (difference !== null) result.failure = { seed: failing, kind: "audit", difference };
  }
  result.seconds = Math.round((performance.now() - startedAt) / 1000);
  return result;
}
