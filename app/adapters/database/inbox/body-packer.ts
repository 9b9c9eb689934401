import { constants, createZstdCompress, type ZstdCompress } from "node:zlib";
import { compression, packedOf, type PackedBody } from "./body.ts";

/** Of the output: most bodies fit many times, so that few of them come in two pieces. */
const chunkSize = 64 * 1024;

/**
 * Packs bodies beside the main thread, one after the other. They share a context: making one for each takes as long as a
 * small body, and a large body would hold up everybody else.
 */
export class BodyPacker {
  #stream: ZstdCompress | undefined;
  #pieces: Buffer[] = [];
  #waitingBytes = 0;

  /** Of bodies that are not packed yet. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  /** What cannot be compressed, for whatever reason, is kept as it came. */
  pack(body: Uint8Array): Promise<PackedBody> {
    const stream = (this.#stream ??= this.#open());
    this.#waitingBytes += body.length;
    return new Promise((resolve) => {
      stream.write(body, (error) => {
        this.#waitingBytes -= body.length;
        const pieces = this.#pieces;
        this.#pieces = [];
        const [first] = pieces;
        const compressed = pieces.length === 1 && first ? first : Buffer.concat(pieces);
        resolve(packedOf(body, error ? body : compressed));
      });
    });
  }

  /** Each write ends a frame, which can be unpacked without the others. */
  #open(): ZstdCompress {
    const stream = createZstdCompress({ flush: constants.ZSTD_e_end, chunkSize, params: compression });
    stream.on("data", (piece: Buffer) => this.#pieces.push(piece));
    // Whoever waits has the error from the callback of the write; whoever comes next gets a new one.
    stream.on("error", () => (this.#stream = undefined));
    return stream;
  }
}
