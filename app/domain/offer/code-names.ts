import type { ShopperTerms } from "./shopper-terms.ts";

const LONGEST_NAME = 20;

/**
 * The codes to try for a creator, best first and without end: the handle, with the saving where it is a whole percent
 * (MAYA10), then numbered (MAYA10-2). Letters and digits alone: a code is read aloud and typed on phones.
 */
export function* codeNames(handle: string, terms: ShopperTerms): Generator<string, never> {
  const letters = handle
    .normalize("NFKD")
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .slice(0, LONGEST_NAME);
  const name = letters === "" ? "CREATOR" : letters;
  const base = terms.kind === "percent" && terms.bps % 100 === 0 ? `${name}${terms.bps / 100}` : name;
  yield base;
  for (let number = 2; ; number++) yield `${base}-${number}`;
}
