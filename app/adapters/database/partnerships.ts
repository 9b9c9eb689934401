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

    async addLink({ shopId, id }, token) {
      await db.referralLink.create({ data: { shopId, partnershipId: id, token } });
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
