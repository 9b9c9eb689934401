import { closeSync, openSync, readSync } from "node:fs";

/** Where a line of a file is, so that it can be read again without keeping it. */
export interface LinePlace {
  /** From 1. */
  readonly number: number;
  readonly offset: number;
  readonly length: number;
}

const CHUNK = 1 << 20;
const NEWLINE = 10;

/** Reads a file line by line in bounded memory; a place's text can be had again later. */
export class LineFile {
  readonly #fd: number;
  constructor(path: string) {
    this.#fd = openSync(path, "r");
  }

  *lines(): Generator<{ place: LinePlace; text: string }> {
    let rest: Buffer = Buffer.alloc(0);
    let offset = 0;
    let number = 0;
    for (const chunk of this.#chunks()) {
      const data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let start = 0;
      for (let end = data.indexOf(NEWLINE, start); end >= 0; end = data.indexOf(NEWLINE, start)) {
        number += 1;
        yield {
          place: { number, offset: offset + start, length: end - start },
          text: data.toString("utf8", start, end),
        };
        start = end + 1;
      }
      offset += start;
      rest = Buffer.from(data.subarray(start));
    }
    if (rest.length > 0)
      yield { place: { number: number + 1, offset, length: rest.length }, text: rest.toString("utf8") };
  }

  /** The text of a line that was seen before. */
  again({ offset, length }: Pick<LinePlace, "offset" | "length">): string {
    const buffer = Buffer.alloc(length);
    readSync(this.#fd, buffer, 0, length, offset);
    return buffer.toString("utf8");
  }

  close(): void {
    closeSync(this.#fd);
  }

  *#chunks(): Generator<Buffer> {
    let position = 0;
    for (;;) {
      const buffer = Buffer.alloc(CHUNK);
      const length = readSync(this.#fd, buffer, 0, CHUNK, position);
      if (length === 0) return;
      position += length;
      yield buffer.subarray(0, length);
    }
  }
}
