/** Reading of parsed JSON that may hold anything. */
export type Json = { readonly [key: string]: unknown };

export class Refused extends Error {
  override name = "Refused";
}

export function refuse(why: string): never {
  throw new Refused(why);
}

export function object(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** The objects of a list; anything that is not a list is an empty one. */
export function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(object) : [];
}

/** Text of a string or a number, trimmed of nothing; undefined for everything else. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;
}

/** How codes, tags, sources, creators' names and e-mails are compared. */
export function folded(value: unknown): string {
  return (text(value) ?? "").trim().toLowerCase();
}

export function byCodePoints(a: string, b: string): number {
  if (a === b) return 0;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  // Half of a pair may already be equal: its code point begins one unit before.
  if (at > 0 && (a.codePointAt(at - 1) ?? 0) > 0xffff) at--;
  return (a.codePointAt(at) ?? -1) - (b.codePointAt(at) ?? -1);
}

/** JSON, keys sorted by code points, no spaces. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => byCodePoints(a, b));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(",")}}`;
}

export function sign(gap: bigint): number {
  return gap < 0n ? -1 : gap > 0n ? 1 : 0;
}
