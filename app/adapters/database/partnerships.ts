import type { Partnership, PartnershipStore } from "#app/services/ports/applications.ts";
import { dateOf, isUuid, type Db } from "./db.ts";
import type { Partnership as Row } from "./generated/client.ts";

export function createPartnershipStore(db: Db): PartnershipStore {
  return {
    async live(shopId, offerId, creatorId) {
      const row = await db.partnership.findFirst({ where: { shopId, offerId, creatorId, state: { not: "ended" } } });
      return row === null ? null : read(row);
    },

    async known(shopId, creatorId) {
      if (!isUuid(creatorId)) return false;
      const row = await db.partnership.findFirst({ where: { shopId, creatorId }, select: { id: true } });
      return row !== null;
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

    async lock(shopId, id) {
      if (!isUuid(id)) return null;
      await db.$queryRaw`SELECT 1 FROM partnerships WHERE shop_id = ${shopId} AND id = ${id}::uuid FOR UPDATE`;
      const row = await db.partnership.findUnique({ where: { shopId_id: { shopId, id } } });
      return row === null ? null : read(row);
    },

    async setState(shopId, id, state) {
      await db.partnership.update({ where: { shopId_id: { shopId, id } }, data: { state } });
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
