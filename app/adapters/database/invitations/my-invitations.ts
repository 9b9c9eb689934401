import type { MyInvitation, MyInvitations } from "#app/services/ports/invitations.ts";
import { dateOf, isUuid, type Db } from "../db.ts";

export function createMyInvitations(db: Db): MyInvitations {
  const get = async (creatorId: string, id: string): Promise<MyInvitation | null> => {
    if (!isUuid(id)) return null;
    const rows = await db.$queryRaw<MyInvitation[]>`
      SELECT i.shop_id AS "shopId", i.id, i.offer_id AS "offerId", b.name AS "brandName", i.state::text AS state, i.code,
        i.own_rate_bps AS "ownRateBps", i.old_token IS NOT NULL AS "hasOldLink"
      FROM invitations i
      JOIN creators c ON c.email_hash = i.email_hash AND c.id = ${creatorId}::uuid
      JOIN shops s ON s.id = i.shop_id JOIN brands b ON b.id = s.brand_id
      WHERE i.id = ${id}::uuid`;
    return rows[0] ?? null;
  };

  return {
    get,

    async lock(creatorId, id) {
      if (!isUuid(id)) return null;
      await db.$queryRaw`SELECT 1 FROM invitations WHERE id = ${id}::uuid FOR UPDATE`;
      return get(creatorId, id);
    },

    async answer(shopId, id, state, at) {
      await db.invitation.update({
        where: { id, shopId },
        data: { state, answeredAt: dateOf(at), contactCiphertext: null },
      });
    },
  };
}
