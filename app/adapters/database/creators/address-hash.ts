import { folded } from "#app/domain/kernel/text.ts";
import { derivedKey, type HashKey, keyedHash } from "./secrets.ts";

/** Finds an account by its address, and a self-referral by an order's, without storing either. */
export type HashAddress = (email: string) => Uint8Array<ArrayBuffer>;

export function addressHasher(hashKey: HashKey): HashAddress {
  const key = derivedKey(hashKey, "e-mail address");
  return (email) => keyedHash(key, folded(email));
}
