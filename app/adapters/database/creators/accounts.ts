import { randomBytes } from "node:crypto";
import { readProfile } from "#app/domain/creator/profile.ts";
import type { CreatorAccounts } from "#app/services/ports/creator-accounts.ts";
import { instantOf, isUuid, type Db } from "../db.ts";
import type { Creator as Row } from "../generated/client.ts";
import type { Sealer } from "../encryption.ts";
import { isDuplicate } from "../violations.ts";
import type { HashAddress } from "./address-hash.ts";
import type { HashLikeness } from "./likeness-hash.ts";
import { ownDetailsStore } from "./own-details.ts";

export function createCreatorAccounts(
  db: Db,
  sealer: Sealer,
  { hashAddress, hashLikeness }: { hashAddress: HashAddress; hashLikeness: HashLikeness },
): CreatorAccounts {
  return {
    ...ownDetailsStore(db, sealer, hashLikeness),

    async byId(id) {
      if (!isUuid(id)) return null;
      const row = await db.creator.findUnique({ where: { id, erasedAt: null } });
      return row === null ? null : read(row);
    },

    async ofAddress(email, at) {
      const emailHash = hashAddress(email);
      // DO NOTHING and not a caught error: an error would end the transaction.
      const made = await db.$queryRaw<{ id: string }[]>`
        INSERT INTO creators (email_ciphertext, email_hash, handle, created_at)
        VALUES (${sealer.seal(email)}, ${emailHash}, ${provisionalHandle()}, ${new Date(at)})
        ON CONFLICT (email_hash) DO NOTHING RETURNING id`;
      if (made[0] !== undefined) return { creatorId: made[0].id, isNew: true };
      const { id } = await db.creator.findUniqueOrThrow({ where: { emailHash }, select: { id: true } });
      return { creatorId: id, isNew: false };
    },

    async emailOf(id) {
      const row = await db.creator.findUnique({ where: { id }, select: { emailCiphertext: true } });
      return row === null || row.emailCiphertext === null ? null : sealer.open(row.emailCiphertext);
    },

    async saveProfile(id, { displayName, handle, ...profile }) {
      try {
        await db.creator.update({ where: { id }, data: { displayName, handle, profile } });
        return "saved";
      } catch (error) {
        if (isDuplicate(error, "creators_handle_key")) return "handle_taken";
        throw error;
      }
    },
  };
}

/** Stands until the creator chooses one: 80 random bits, so it never meets another. */
const provisionalHandle = (): string => `new-${randomBytes(10).toString("hex")}`;

const read = (row: Row) => ({
  id: row.id,
  displayName: row.displayName,
  handle: row.handle,
  profile: readProfile(row.profile),
  createdAt: instantOf(row.createdAt),
});
