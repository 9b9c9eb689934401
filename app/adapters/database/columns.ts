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
  #room = Buffer.allocUnsafe(64 * 1024);
  #used = 0;

  /** Two arrays' texts: where each value starts, from 1, and its length; no length for null. */
  add(texts: readonly (string | null)[]): [starts: string, lengths: string] {
    const starts: number[] = [];
    const lengths: (number | null)[] = [];
    for (const text of texts) {
      starts.push(this.#used + 1);
      lengths.push(text === null ? null : this.#write(text));
    }
    return [plain(starts), plain(lengths)];
  }

  /** @returns how many bytes it takes */
  #write(text: string): number {
    // In UTF-8 no unit of a text takes more than three bytes.
    this.#makeRoom(this.#used + text.length * 3);
    const length = this.#room.write(text, this.#used);
    this.#used += length;
    return length;
  }

  #makeRoom(bytes: number): void {
    if (bytes <= this.#room.length) return;
    const wider = Buffer.allocUnsafe(Math.max(bytes, this.#room.length * 2));
    this.#room.copy(wider, 0, 0, this.#used);
    this.#room = wider;
  }

  get bytes(): Buffer {
    return this.#room.subarray(0, this.#used);
  }
}

/** The text that starts somewhere in a block, in SQL. @param block the parameter, as `$3` */
export const cut = (block: string, start: string, length: string): string =>
  `convert_from(substring(${block}::bytea FROM ${start} FOR ${length}), 'UTF8')`;
