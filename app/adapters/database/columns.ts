/**
 * Parameters of set-based statements. The driver writes arrays slowly, element by element, and texts with many quotes twice
 * as long: so the arrays are written here, and long texts travel as one block.
 */

/** The text of an array whose values need no quotes: numbers, UUIDs, instants, names from a fixed list. */
export const plain = (values: readonly (string | number | bigint | boolean | null)[]): string =>
  `{${values.map((value) => value ?? "NULL").join(",")}}`;

/** The text of an array of anything; Postgres has no zero byte. */
export const quoted = (values: readonly (string | null)[]): string => `{${values.map(quote).join(",")}}`;

const special = /["\\\0]/;

function quote(value: string | null): string {
  if (value === null) return "NULL";
  return special.test(value) ? `"${value.replaceAll("\0", "").replaceAll(/["\\]/g, "\\$&")}"` : `"${value}"`;
}

/** Texts of several columns, one after the other; a statement cuts them out again with `cut`. */
export class TextBlock {
  readonly #parts: string[] = [];
  #next = 1;

  /** Two arrays' texts: where each value starts, from 1, and its length; no length for null. */
  add(texts: readonly (string | null)[]): [starts: string, lengths: string] {
    const lengths = texts.map((text) => (text === null ? null : Buffer.byteLength(text)));
    const starts = lengths.map((length) => (this.#next += length ?? 0) - (length ?? 0));
    this.#parts.push(texts.join(""));
    return [plain(starts), plain(lengths)];
  }

  get bytes(): Buffer {
    return Buffer.from(this.#parts.join(""));
  }
}

/** The text that starts somewhere in a block, in SQL. @param block the parameter, as `$3` */
export const cut = (block: string, start: string, length: string): string =>
  `convert_from(substring(${block}::bytea FROM ${start} FOR ${length}), 'UTF8')`;
