import type { Partnership, PartnershipStore } from "#app/services/ports/applications.ts";
import { dateOf, type Db } from "./db.ts";
import type { Partnership as Row } from "./generated/client.ts";

export function createPartnershipStore(db: Db): PartnershipStore {
  return {
    async live(shopId, offerId, creatorId) {
      const row = await db.partnership.findFirst({ where: { shopId, offerId, creatorId, state: { not: "ended" } } });
      return row === null ? null : read(row);
    },

    async begin({ shopId, offerId, creatorId, acceptedVersionId, acceptedTermsHash, acceptedAt }, at) {
      const row = await db.partnership.create({
        data: {
          shopId,
          offerId,
          creatorId,
          activeFrom: dateOf(at),
          acceptedVersionId,
          acceptedTermsHash,
          acceptedAt: dateOf(acceptedAt),
        },
      });
      return read(row);
    },

    async ensureLink({ shopId, id }, token) {
      const known = await db.referralLink.findFirst({ where: { shopId, partnershipId: id }, select: { id: true } });
      if (known === null) await db.referralLink.create({ data: { shopId, partnershipId: id, token } });
    },

    async linkToken(shopId, partnershipId) {
      const link = await db.referralLink.findFirst({ where: { shopId, partnershipId }, orderBy: { createdAt: "asc" } });
      return link?.token ?? null;
    },
  };
}

const read = ({ shopId, id, offerId, creatorId, state }: Row): Partnership => ({
  shopId,
  id,
  offerId,
  creatorId,
  state,
});
