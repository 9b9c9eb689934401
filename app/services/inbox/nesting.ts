/** Below it any JSON is parsed in no time, however it is made; most bodies are far below. */
const harmlessBytes = 128 * 1024;

/** Shopify's bodies have about ten. */
const mostLevels = 1_000;

const [quote, backslash] = [0x22, 0x5c];
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);

/**
 * Whether a text of JSON is a bomb: parsing 10 MB of brackets in each other takes seconds, in which its process does nothing
 * else, and going through what comes of it overflows the stack. Looking for them takes milliseconds.
 */
export function isNestedTooDeep(json: Uint8Array): boolean {
  if (json.length <= harmlessBytes) return false;
  let levels = 0;
  let inText = false;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at] ?? 0;
    if (inText) {
      if (byte === backslash) at++;
      else if (byte === quote) inText = false;
    } else if (byte === quote) inText = true;
    else if (opening.has(byte)) levels++;
    else if (closing.has(byte)) levels--;
    if (levels > mostLevels) return true;
  }
  return false;
}
