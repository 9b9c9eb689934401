import type { FindLink, LiveLink } from "#app/services/ports/clicks.ts";

type Entry = { at: number; link: Promise<LiveLink | null> };
export type LinkCacheOptions = { find: FindLink; now: () => number; freshMs?: number; most?: number };

/**
 * Remembers links, unknown ones too, for a few seconds: a link that ends stops working within `freshMs`. While the
 * database is away an old answer is better than none.
 */
export function createLinkCache({ find, now, freshMs = 10_000, most = 20_000 }: LinkCacheOptions): FindLink {
  const entries = new Map<string, Entry>();

  return (token) => {
    const known = entries.get(token);
    if (known !== undefined && now() - known.at < freshMs) return known.link;
    const link = find(token).catch((error: unknown) => {
      if (known === undefined) {
        entries.delete(token);
        throw error;
      }
      return known.link;
    });
    entries.delete(token);
    entries.set(token, { at: now(), link });
    if (entries.size > most) entries.delete(entries.keys().next().value ?? "");
    return link;
  };
}
