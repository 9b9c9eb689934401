import { GRACE_DAYS } from "#app/domain/attribution/standing.ts";
import { plusDays, type Instant } from "#app/domain/kernel/instant.ts";
import { folded } from "#app/domain/kernel/text.ts";
import type { CodeStore, CodeToRetire, Partnership, ReferralCode } from "#app/services/ports/applications.ts";
import { dateOf, isUuid, type Db } from "./db.ts";
import { Prisma } from "./generated/client.ts";

const withPartnership = {
  partnership: { select: { offerId: true, creatorId: true, state: true } },
} satisfies Prisma.ReferralCodeInclude;
type Row = Prisma.ReferralCodeGetPayload<{ include: typeof withPartnership }>;

/** Ended so long ago that orders with the code credit nobody: the grace is domain knowledge, fraud has none. */
const over = (now: Instant) => Prisma.sql`
  FROM referral_codes c
  JOIN partnerships p ON p.shop_id = c.shop_id AND p.id = c.partnership_id
  JOIN offers o ON o.shop_id = p.shop_id AND o.id = p.offer_id
  JOIN shops s ON s.id = c.shop_id AND s.uninstalled_at IS NULL
  WHERE c.state = 'active' AND p.state = 'ended'
    AND (p.active_until < ${dateOf(plusDays(now, -GRACE_DAYS))}
      OR (p.ended_for = 'fraud' AND p.active_until <= ${dateOf(now)}))`;

export function createCodeStore(db: Db): CodeStore {
  const update = (shopId: number, id: string, data: Prisma.ReferralCodeUncheckedUpdateInput) =>
    db.referralCode.update({ where: { shopId_id: { shopId, id } }, data });

  const get = async (shopId: number, id: string): Promise<ReferralCode | null> => {
    if (!isUuid(id)) return null;
    const row = await db.referralCode.findUnique({ where: { shopId_id: { shopId, id } }, include: withPartnership });
    return row === null ? null : read(row);
  };

  return {
    async known(shopId, texts) {
      const rows = await db.referralCode.findMany({
        where: { shopId, codeFolded: { in: texts.map(folded) } },
        select: { codeFolded: true },
      });
      return new Set(rows.map((row) => row.codeFolded));
    },

    reserve: (partnership, text) => reserve(db, partnership, text),

    get,

    async lock(shopId, id) {
      if (!isUuid(id)) return null;
      await db.$queryRaw`SELECT 1 FROM referral_codes WHERE shop_id = ${shopId} AND id = ${id}::uuid FOR UPDATE`;
      return get(shopId, id);
    },

    async newest(shopId, partnershipId) {
      const where = { shopId, partnershipId, state: { not: "retired" as const } };
      const row = await db.referralCode.findFirst({ where, include: withPartnership, orderBy: { createdAt: "desc" } });
      return row === null ? null : read(row);
    },

    async activate(shopId, id, redeemGid) {
      await update(shopId, id, { state: "active", shopifyRedeemGid: redeemGid, failureReason: null });
    },

    async rename(shopId, id, text) {
      await update(shopId, id, { code: text, codeFolded: folded(text) });
    },

    async fail(shopId, id, reason) {
      await update(shopId, id, { state: "failed", failureReason: reason });
    },

    async reopen(shopId, offerId) {
      const rows = await db.$queryRaw<{ id: string }[]>`
        UPDATE referral_codes c SET state = 'pending', shopify_redeem_gid = NULL
        FROM partnerships p
        WHERE c.shop_id = ${shopId} AND p.shop_id = c.shop_id AND p.id = c.partnership_id
          AND p.offer_id = ${offerId}::uuid AND c.state = 'active'
        RETURNING c.id`;
      return rows.map((row) => row.id);
    },

    async shopsToRetireIn(now) {
      const rows = await db.$queryRaw<{ shop_id: number }[]>`SELECT DISTINCT c.shop_id ${over(now)} ORDER BY 1`;
      return rows.map((row) => row.shop_id);
    },

    toRetire: (shopId, now, limit) => db.$queryRaw<CodeToRetire[]>`
      SELECT c.shop_id AS "shopId", c.id, c.code AS text, s.domain AS "shopDomain", o.shopify_discount_gid AS "discountGid",
        c.shopify_redeem_gid AS "redeemGid"
      ${over(now)} AND c.shop_id = ${shopId} ORDER BY p.active_until, c.id LIMIT ${limit}`,

    async retire(shopId, id) {
      await update(shopId, id, { state: "retired" });
    },
  };
}

async function reserve(db: Db, partnership: Partnership, text: string): Promise<ReferralCode | null> {
  const { shopId, id: partnershipId, offerId, creatorId, state } = partnership;
  // DO NOTHING and not a caught error: an error would end the transaction.
  const made = await db.$queryRaw<{ id: string }[]>`
    INSERT INTO referral_codes (shop_id, partnership_id, code, code_folded)
    VALUES (${shopId}, ${partnershipId}::uuid, ${text}, ${folded(text)})
    ON CONFLICT (shop_id, code_folded) DO NOTHING RETURNING id`;
  const id = made[0]?.id;
  if (id === undefined) return null;
  return { shopId, id, partnershipId, offerId, creatorId, text, state: "pending", ended: state === "ended" };
}

const read = (row: Row): ReferralCode => ({
  shopId: row.shopId,
  id: row.id,
  partnershipId: row.partnershipId,
  offerId: row.partnership.offerId,
  creatorId: row.partnership.creatorId,
  text: row.code,
  state: row.state,
  ended: row.partnership.state === "ended",
});
