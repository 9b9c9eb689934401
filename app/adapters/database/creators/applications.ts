import type { MyApplications } from "#app/services/ports/creator-offers.ts";
import { dateOf, instantOf, instantOrNull, isUuid, type Db } from "../db.ts";

export function createMyApplications(db: Db): MyApplications {
  return {
    async list(creatorId, limit) {
      const rows = await db.application.findMany({
        where: { creatorId },
        include: { offer: { select: { name: true } }, shop: { select: { brand: { select: { name: true } } } } },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: limit,
      });
      return rows.map((row) => ({
        id: row.id,
        offerId: row.offerId,
        offerName: row.offer.name,
        brandName: row.shop.brand.name,
        state: row.state,
        createdAt: instantOf(row.createdAt),
        decidedAt: instantOrNull(row.decidedAt),
        decisionReason: row.decisionReason,
      }));
    },

    countOpen: (creatorId) => db.application.count({ where: { creatorId, state: "submitted" } }),

    async submit({ shopId, offerId, creatorId, message, acceptedVersionId, acceptedTermsHash, at }) {
      const made = await db.$queryRaw<{ id: string }[]>`
        INSERT INTO applications (shop_id, offer_id, creator_id, message,
          accepted_version_id, accepted_terms_hash, accepted_at, created_at)
        VALUES (${shopId}, ${offerId}::uuid, ${creatorId}::uuid, ${message},
          ${acceptedVersionId}::uuid, ${acceptedTermsHash}, ${dateOf(at)}, ${dateOf(at)})
        ON CONFLICT (shop_id, offer_id, creator_id) WHERE state = 'submitted' DO NOTHING
        RETURNING id`;
      return made[0]?.id ?? null;
    },

    async withdraw(creatorId, id, at) {
      if (!isUuid(id)) return null;
      const changed = await db.application.updateManyAndReturn({
        where: { creatorId, id, state: "submitted" },
        data: { state: "withdrawn", decidedAt: dateOf(at) },
        select: { shopId: true },
      });
      return changed[0] ?? null;
    },
  };
}
