import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";

/** A body as the inbox keeps it. */
export type PackedBody = { encoding: Encoding; packed: Uint8Array; bodyBytes: number };

/** `erased`: gone for good, at a customer's or a shop's request. */
export type Encoding = "zstd" | "identity" | "erased";

const level = { [constants.ZSTD_c_compressionLevel]: 1 };

/** Larger ones are refused at the door, so a packed body can never grow into more. */
export const bodyLimit = 10 * 1024 * 1024;

/** Compressed before Postgres sees it: what it writes is what bounds the door. */
export function packBody(body: Uint8Array): PackedBody {
  // Room for what bodies usually come to, no more: a body that waits holds all of the room that it was given.
  const packed = zstdCompressSync(body, { params: level, chunkSize: Math.max(1_024, body.length >> 1) });
  return packed.length < body.length
    ? { encoding: "zstd", packed, bodyBytes: body.length }
    : { encoding: "identity", packed: body, bodyBytes: body.length };
}

/** @throws Error on an encoding that this version does not know, or a damaged body */
export function unpackBody(encoding: string, packed: Uint8Array): Uint8Array {
  if (encoding === "identity" || encoding === "erased") return packed;
  if (encoding === "zstd")
    return zstdDecompressSync(packed, { maxOutputLength: bodyLimit, chunkSize: roomFor(packed) });
  throw new Error(`A body of the inbox is encoded as ${encoding}, which this version cannot read: run a newer one`);
}

const usualRoom = 16 * 1024;

/** For the whole body in one piece: putting pieces together takes a seventh of the time. A byte too much tells the end. */
function roomFor(packed: Uint8Array): number {
  const size = contentSize(packed);
  return size === null ? usualRoom : Math.min(Math.max(size + 1, 64), bodyLimit);
}

/** What a frame's header says of its content's length, where it is one or two bytes or four, which all of ours are. */
function contentSize(frame: Uint8Array): number | null {
  if (frame.length < 9) return null;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.length);
  // RFC 8878, 3.1.1.1: one segment, no dictionary, then two bits for the length's length.
  const descriptor = view.getUint8(4);
  if ((descriptor & 0b0010_0011) !== 0b0010_0000) return null;
  if (descriptor >> 6 === 0) return view.getUint8(5);
  if (descriptor >> 6 === 1) return view.getUint16(5, true) + 256;
  return descriptor >> 6 === 2 ? view.getUint32(5, true) : null;
}
