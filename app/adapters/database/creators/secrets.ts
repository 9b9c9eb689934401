import { createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { hmacKey } from "#app/services/hmac-key.ts";

/** 256 random bits, in letters that an address and a cookie take as they are. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** Secrets of 256 random bits need no salt: nobody guesses what to hash. */
export const hashOfSecret = (secret: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash("sha256").update(secret).digest());

declare const hashes: unique symbol;

/**
 * What hashes that last are made with (`hash-key.ts`). A type of its own, because a hash made with another key is found by
 * nobody, and nothing would tell.
 */
export type HashKey = Uint8Array & { readonly [hashes]: true };

/** @throws RangeError when it is not 32 bytes */
export function hashKeyOf(bytes: Uint8Array): HashKey {
  if (bytes.length !== 32) throw new RangeError(`A hash key has 32 bytes, this one has ${bytes.length}.`);
  return bytes as HashKey;
}

/** A key of its own for each purpose, so that a value of one is never good for another. */
export function derivedKey(key: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key, new Uint8Array(), `fairshare ${purpose}`, 32));
}

export const keyedHash = (key: Uint8Array, text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHmac("sha256", hmacKey(key)).update(text).digest());
