import { folded } from "#app/domain/kernel/text.ts";
import { derivedKey, keyedHash } from "./secrets.ts";

/** Finds an account by its address, and a self-referral by an order's, without storing either. */
export type HashAddress = (email: string) => Uint8Array<ArrayBuffer>;

export function addressHasher(signingKey: Uint8Array): HashAddress {
  const key = derivedKey(signingKey, "e-mail address");
  return (email) => keyedHash(key, folded(email));
}
