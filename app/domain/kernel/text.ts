/** How people's words are compared: codes, tags, sources, names and e-mails ignore case and surrounding space. */
export function folded(text: string): string {
  return text.trim().toLowerCase();
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

/**
 * Orders two texts by Unicode code points, which JavaScript's `<` does not: it compares UTF-16 units, and so
 * puts U+1F600 before U+FF5E.
 */
export function byCodePoints(a: string, b: string): number {
  if (a === b) return 0;
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left === right) continue;
    if (isSurrogate(left) !== isSurrogate(right)) return isSurrogate(left) ? 1 : -1;
    return left - right;
  }
  return a.length - b.length;
}

/** Shopify's ids are decimal numbers that may exceed 2^53: compared as numbers, kept as text. */
export function byNumericId(a: string, b: string): number {
  return a.length === b.length ? byCodePoints(a, b) : a.length - b.length;
}

/**
 * A JSON value as text that does not depend on the order of its keys: keys by code points, no spaces.
 * Two deliveries that say the same thing have the same text, which makes it the last tie-break between them.
 */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).toSorted(([a], [b]) => byCodePoints(a, b));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalText(item)}`).join(",")}}`;
}
