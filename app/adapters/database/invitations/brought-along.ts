import type { BroughtAlong, BroughtAlongStore } from "#app/services/ports/invitations.ts";
import { dateOf, type Db } from "../db.ts";

export function createBroughtAlongStore(db: Db): BroughtAlongStore {
  return {
    async of(shopId, offerId, creatorId) {
      const rows = await db.$queryRaw<BroughtAlong[]>`
        SELECT i.id AS "invitationId", i.code, i.own_rate_bps AS "ownRateBps", i.old_token AS "oldToken"
        FROM invitations i JOIN creators c ON c.email_hash = i.email_hash AND c.id = ${creatorId}::uuid
        WHERE i.shop_id = ${shopId} AND i.offer_id = ${offerId}::uuid AND i.state <> 'declined'`;
      return rows[0] ?? null;
    },

    async carryOver({ shopId, id }, { invitationId, ownRateBps, oldToken }, at) {
      await db.$executeRaw`
        UPDATE partnerships SET own_rate_bps = ${ownRateBps}
        WHERE shop_id = ${shopId} AND id = ${id}::uuid AND own_rate_bps IS NULL`;
      if (oldToken !== null)
        await db.$executeRaw`
          INSERT INTO imported_links (shop_id, token, partnership_id) VALUES (${shopId}, ${oldToken}, ${id}::uuid)
          ON CONFLICT DO NOTHING`;
      await db.$executeRaw`
        UPDATE invitations SET state = 'accepted', answered_at = ${dateOf(at)}, contact_ciphertext = NULL
        WHERE shop_id = ${shopId} AND id = ${invitationId}::uuid AND state = 'open'`;
    },

    async isImported(shopId, id) {
      const code = await db.referralCode.findUnique({
        where: { shopId_id: { shopId, id } },
        select: { imported: true },
      });
      return code?.imported === true;
    },

    async markImported(shopId, codeId) {
      await db.referralCode.update({ where: { shopId_id: { shopId, id: codeId } }, data: { imported: true } });
    },
  };
}
