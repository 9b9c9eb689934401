import { z } from "zod";
import { NO_DETAILS, type OwnDetails } from "#app/domain/creator/own-details.ts";
import { type Likeness, addressLikeness, nameLikeness } from "#app/domain/review/likeness.ts";
import type { Db } from "../db.ts";
import type { Sealer } from "../encryption.ts";
import type { HashLikeness } from "./likeness-hash.ts";

const nameDocument = z.object({ firstName: z.string(), lastName: z.string() });
const addressDocument = z.object({ addressLine: z.string(), postalCode: z.string(), country: z.string() });

/** Sealed for showing it to its owner, hashed for comparing it with orders; nothing is kept of what is left empty. */
export const ownDetailsStore = (db: Db, sealer: Sealer, hashLikeness: HashLikeness) => ({
  async saveOwnDetails(creatorId: string, details: OwnDetails): Promise<void> {
    const { firstName, lastName, addressLine, postalCode, country } = details;
    const name = nameLikeness({ first: firstName, last: lastName });
    const address = addressLikeness({ line: addressLine, postalCode, country });
    const hashed = (likeness: Likeness | null) => (likeness === null ? null : hashLikeness(likeness));
    await db.creator.update({
      where: { id: creatorId },
      data: {
        legalNameCiphertext: firstName === "" ? null : sealer.seal(JSON.stringify({ firstName, lastName })),
        legalNameHash: hashed(name),
        postalAddressCiphertext:
          addressLine === "" ? null : sealer.seal(JSON.stringify({ addressLine, postalCode, country })),
        postalAddressHash: hashed(address),
      },
    });
  },

  async ownDetailsOf(creatorId: string): Promise<OwnDetails> {
    const row = await db.creator.findUnique({
      where: { id: creatorId },
      select: { legalNameCiphertext: true, postalAddressCiphertext: true },
    });
    const read = (sealed: Uint8Array): unknown => JSON.parse(sealer.open(sealed));
    return {
      ...NO_DETAILS,
      ...(row?.legalNameCiphertext && nameDocument.parse(read(row.legalNameCiphertext))),
      ...(row?.postalAddressCiphertext && addressDocument.parse(read(row.postalAddressCiphertext))),
    };
  },
});
