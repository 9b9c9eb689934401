import { createSecretKey, type KeyObject } from "node:crypto";

const made = new WeakMap<Uint8Array, KeyObject>();

/** A key in Node's own form, made once: from bytes, every signature would check and copy them anew, at several times its cost. */
export function hmacKey(bytes: Uint8Array): KeyObject {
  let key = made.get(bytes);
  if (key === undefined) {
    key = createSecretKey(bytes);
    made.set(bytes, key);
  }
  return key;
}
