import { hashKeyOf } from "../../app/adapters/database/creators/secrets.ts";
import type { Keys } from "../../app/server/keys.ts";

/** The keys of an installation at its first start: what signs and what hashes is the same. */
export function keysOf(fill: number): Keys {
  const key = new Uint8Array(32).fill(fill);
  return { hashKey: hashKeyOf(key), signing: { current: key } };
}
