import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";

/** A body as the inbox keeps it. */
export type PackedBody = { encoding: Encoding; packed: Uint8Array; bodyBytes: number };

/** `erased`: gone for good, at a customer's or a shop's request. */
export type Encoding = "zstd" | "identity" | "erased";

export const compression = { [constants.ZSTD_c_compressionLevel]: 1 };

/** Larger ones are refused at the door, so a packed body can never grow into more. */
export const bodyLimit = 10 * 1024 * 1024;

/** Compressed before Postgres sees it: what it writes is what bounds the door. */
export function packBody(body: Uint8Array): PackedBody {
  // Room for what bodies usually come to, no more: a body that waits holds all of the room that it was given.
  return packedOf(body, zstdCompressSync(body, { params: compression, chunkSize: Math.max(1_024, body.length >> 1) }));
}

/** What does not become smaller is kept as it came. */
export const packedOf = (body: Uint8Array, compressed: Uint8Array): PackedBody =>
  compressed.length < body.length
    ? { encoding: "zstd", packed: compressed, bodyBytes: body.length }
    : { encoding: "identity", packed: body, bodyBytes: body.length };

/** @throws Error on an encoding that this version does not know, or a damaged body */
export function unpackBody(encoding: string, packed: Uint8Array): Uint8Array {
  if (encoding === "identity" || encoding === "erased") return packed;
  if (encoding === "zstd") return zstdDecompressSync(packed, { maxOutputLength: bodyLimit });
  throw new Error(`A body of the inbox is encoded as ${encoding}, which this version cannot read: run a newer one`);
}
