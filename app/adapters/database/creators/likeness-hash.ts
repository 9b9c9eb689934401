import { type Likeness, kindOf } from "#app/domain/review/likeness.ts";
import { derivedKey, type HashKey, keyedHash } from "./secrets.ts";

/** Compares names and addresses of shoppers and creators without storing either. */
export type HashLikeness = (likeness: Likeness) => Uint8Array<ArrayBuffer>;

/** Half a hash: enough that no two meet by chance, and every order carries some. */
const KEPT_BYTES = 16;

export function likenessHasher(hashKey: HashKey): HashLikeness {
  const key = derivedKey(hashKey, "name or postal address");
  return (likeness) => keyedHash(key, likeness).slice(0, KEPT_BYTES);
}

/** A keyed hash in the form that order facts carry it. */
export const sealedLikeness = (kind: ReturnType<typeof kindOf>, hash: Uint8Array): Likeness =>
  `${kind}:${Buffer.from(hash).toString("base64url")}`;
