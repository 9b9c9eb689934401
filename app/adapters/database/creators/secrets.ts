import { createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { hmacKey } from "#app/services/hmac-key.ts";

/** 256 random bits, in letters that an address and a cookie take as they are. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** Secrets of 256 random bits need no salt: nobody guesses what to hash. */
export const hashOfSecret = (secret: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash("sha256").update(secret).digest());

/** A key of its own for each purpose, so that a value of one is never good for another. */
export function derivedKey(signingKey: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", signingKey, new Uint8Array(), `fairshare ${purpose}`, 32));
}

export const keyedHash = (key: Uint8Array, text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHmac("sha256", hmacKey(key)).update(text).digest());
