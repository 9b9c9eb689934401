import type { FindLink, LiveLink } from "#app/services/ports/clicks.ts";

type Entry = { at: number; link: LiveLink | null };
export type LinkCacheOptions = { find: FindLink; now: () => number; freshMs?: number; most?: number };

export type LinkCache = {
  /** What is known and fresh, at once; undefined: it has to be found. */
  known(token: string): LiveLink | null | undefined;
  /** Asks, once for all who want the same. */
  find: FindLink;
};

/**
 * Remembers links, unknown ones too, for a few seconds: a link that ends stops working within `freshMs`. While the
 * database is away an old answer is better than none.
 */
export function createLinkCache({ find, now, freshMs = 10_000, most = 20_000 }: LinkCacheOptions): LinkCache {
  const entries = new Map<string, Entry>();
  const asked = new Map<string, Promise<LiveLink | null>>();

  async function ask(token: string): Promise<LiveLink | null> {
    const old = entries.get(token);
    const at = now();
    try {
      const link = await find(token);
      remember(token, { at, link });
      return link;
    } catch (error) {
      if (old === undefined) throw error;
      remember(token, { at, link: old.link });
      return old.link;
    } finally {
      asked.delete(token);
    }
  }

  /** Again at the end: the first one is the one that was asked for longest ago. */
  function remember(token: string, entry: Entry): void {
    entries.delete(token);
    entries.set(token, entry);
    if (entries.size > most) entries.delete(entries.keys().next().value ?? "");
  }

  return {
    known(token) {
      const entry = entries.get(token);
      return entry !== undefined && now() - entry.at < freshMs ? entry.link : undefined;
    },
    find(token) {
      let answer = asked.get(token);
      if (answer === undefined) asked.set(token, (answer = ask(token)));
      return answer;
    },
  };
}
