import type { Queryable } from "./connect.ts";
import { addressHasher } from "./creators/address-hash.ts";
import { type HashKey, hashKeyOf } from "./creators/secrets.ts";
import { type Sealer, SealError } from "./encryption.ts";
import { acceptedKeys, type SigningKeys } from "#app/services/signing-keys.ts";

export type OpenedHashKey =
  | { kind: "opened"; hashKey: HashKey }
  /** The sealer does not have the key that it, or the newest account's address, was encrypted with. */
  | { kind: "sealed_with_another_key" }
  /** What is kept was changed. */
  | { kind: "damaged" }
  /** There is none yet, and the accounts were hashed with neither of the signing keys. */
  | { kind: "accounts_of_another_key" };

const NAME = "hashes";

/**
 * The key of every hash that lasts: how accounts are found by their address, and shoppers told to be creators, or to be who
 * came before. Made once; of processes that start at once, one makes it and all use that one.
 *
 * It begins as the signing key, which these hashes were once made with, so that what an installation has kept stays found.
 * A new installation's begins so too: whether there is anything kept is not to be guessed.
 */
export async function openHashKey(db: Queryable, sealer: Sealer, signing: SigningKeys): Promise<OpenedHashKey> {
  try {
    const kept = (await keptKey(db, sealer)) ?? (await makeKey(db, sealer, signing));
    return kept === null ? { kind: "accounts_of_another_key" } : { kind: "opened", hashKey: hashKeyOf(kept) };
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    return { kind: error.reason === "unknown_key" ? "sealed_with_another_key" : "damaged" };
  }
}

async function keptKey(db: Queryable, sealer: Sealer): Promise<Buffer | null> {
  const { rows } = await db.query<{ sealed: Buffer }>(
    "SELECT key_ciphertext AS sealed FROM sealed_keys WHERE name = $1",
    [NAME],
  );
  return rows[0] === undefined ? null : Buffer.from(sealer.open(rows[0].sealed), "base64");
}

async function makeKey(db: Queryable, sealer: Sealer, signing: SigningKeys): Promise<Buffer | null> {
  const first = await firstKey(db, sealer, signing);
  if (first === null) return null;
  const sealed = Buffer.from(sealer.seal(Buffer.from(first).toString("base64")));
  await db.query("INSERT INTO sealed_keys (name, key_ciphertext) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", [
    NAME,
    sealed,
  ]);
  // Read back: another process may have been first.
  return keptKey(db, sealer);
}

/**
 * Which signing key the accounts were hashed with, told by the newest one. Without an account it is the previous one, where
 * there is one: a rotation that begins with this very start finds what was hashed before it.
 */
async function firstKey(db: Queryable, sealer: Sealer, signing: SigningKeys): Promise<Uint8Array | null> {
  const { rows } = await db.query<{ sealed: Buffer; hash: Buffer }>(
    `SELECT email_ciphertext AS sealed, email_hash AS hash FROM creators
     WHERE email_ciphertext IS NOT NULL AND email_hash IS NOT NULL ORDER BY created_at DESC, id LIMIT 1`,
  );
  const newest = rows[0];
  if (newest === undefined) return signing.previous ?? signing.current;
  const email = sealer.open(newest.sealed);
  const made = acceptedKeys(signing).find((key) => newest.hash.equals(addressHasher(hashKeyOf(key))(email)));
  return made ?? null;
}
