import type { Queryable } from "#app/adapters/database/connect.ts";
import type { HashKey } from "#app/adapters/database/creators/secrets.ts";
import type { Sealer } from "#app/adapters/database/encryption.ts";
import { openHashKey, type OpenedHashKey } from "#app/adapters/database/hash-key.ts";
import type { SigningKeys } from "#app/services/signing-keys.ts";
import { type Env, EnvError } from "./env.ts";

/** What signs may be changed (docs/operations.md, Rotating keys); what hashes is kept for as long as the database. */
export type Keys = { hashKey: HashKey; signing: SigningKeys };

const remedies: Readonly<Record<Exclude<OpenedHashKey["kind"], "opened">, string>> = {
  sealed_with_another_key:
    "ENCRYPTION_KEY: this database was encrypted with another one. Set the key that it was encrypted with; " +
    "while a key is being rotated, set ENCRYPTION_KEY_PREVIOUS to the one before until `npm run db -- reseal` is done.",
  damaged:
    "The key that addresses are hashed with was changed in the database: restore the row of sealed_keys from a backup.",
  accounts_of_another_key:
    "SIGNING_KEY: the accounts of this database were made with another one. Set SIGNING_KEY_PREVIOUS to the one that the " +
    "app last ran with, and start again.",
};

/**
 * The keys that this process signs and hashes with. With a wrong one accounts would be made anew and shoppers not be told
 * from creators, for good and in silence: so it does not start.
 *
 * @throws EnvError naming the variable and the remedy
 */
export async function openKeys(
  env: Pick<Env, "SIGNING_KEY" | "SIGNING_KEY_PREVIOUS">,
  db: Queryable,
  sealer: Sealer,
): Promise<Keys> {
  const signing = { current: env.SIGNING_KEY, previous: env.SIGNING_KEY_PREVIOUS };
  const opened = await openHashKey(db, sealer, signing);
  if (opened.kind !== "opened") throw new EnvError(remedies[opened.kind]);
  return { hashKey: opened.hashKey, signing };
}
