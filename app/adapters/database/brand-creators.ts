import { z } from "zod";
import type { BrandCreator, BrandCreators } from "#app/services/ports/brand-creators.ts";
import { instantOf, isUuid, pageOf, type Db } from "./db.ts";

type Row = {
  id: string;
  creator_id: string;
  display_name: string;
  handle: string;
  offer_id: string;
  offer_name: string;
  state: BrandCreator["state"];
  active_from: Date;
  own_rate_bps: number | null;
  codes: unknown;
  token: string | null;
  clicks: bigint;
  orders: bigint;
  sales_minor: bigint;
  commission_minor: bigint;
};

/** The page is chosen before anything is counted. */
export function createBrandCreators(db: Db): BrandCreators {
  return {
    async list(shopId, { after, limit }) {
      const cursor = after !== null && isUuid(after) ? after : null;
      const rows = await db.$queryRaw<Row[]>`
        WITH page AS (
          SELECT * FROM partnerships
          WHERE shop_id = ${shopId} AND (${cursor}::uuid IS NULL OR (created_at, id) <
            (SELECT created_at, id FROM partnerships WHERE shop_id = ${shopId} AND id = ${cursor}::uuid))
          ORDER BY created_at DESC, id DESC LIMIT ${limit + 1}
        )
        SELECT p.id, p.creator_id, cr.display_name, cr.handle, p.offer_id, o.name AS offer_name, p.state::text AS state,
          p.active_from, p.own_rate_bps,
          coalesce((SELECT jsonb_agg(jsonb_build_object('text', c.code, 'state', c.state) ORDER BY c.created_at DESC)
            FROM referral_codes c WHERE c.shop_id = p.shop_id AND c.partnership_id = p.id AND c.state <> 'retired'), '[]') AS codes,
          (SELECT l.token FROM referral_links l WHERE l.shop_id = p.shop_id AND l.partnership_id = p.id
            ORDER BY l.created_at LIMIT 1) AS token,
          (SELECT count(*) FROM clicks k WHERE k.shop_id = p.shop_id AND k.partnership_id = p.id) AS clicks,
          earned.orders, coalesce(earned.sales, 0)::bigint AS sales_minor, coalesce(earned.amount, 0)::bigint AS commission_minor
        FROM page p
        JOIN creators cr ON cr.id = p.creator_id
        JOIN offers o ON o.shop_id = p.shop_id AND o.id = p.offer_id
        CROSS JOIN LATERAL (
          SELECT count(*) AS orders, sum(net_sales_minor) AS sales, sum(amount_minor) AS amount FROM commissions c
          WHERE c.creator_id = p.creator_id AND c.shop_id = p.shop_id AND c.partnership_id = p.id AND c.credited
        ) AS earned
        ORDER BY p.created_at DESC, p.id DESC`;
      return pageOf(rows, limit, read, (row) => row.id);
    },
  };
}

const codes = z.array(z.object({ text: z.string(), state: z.enum(["pending", "active", "failed", "retired"]) }));

const read = (row: Row): BrandCreator => ({
  partnershipId: row.id,
  creatorId: row.creator_id,
  name: row.display_name || row.handle,
  handle: row.handle,
  offerId: row.offer_id,
  offerName: row.offer_name,
  state: row.state,
  activeFrom: instantOf(row.active_from),
  ownRateBps: row.own_rate_bps,
  codes: codes.parse(row.codes),
  linkToken: row.token,
  clicks: Number(row.clicks),
  orders: Number(row.orders),
  salesMinor: row.sales_minor,
  commissionMinor: row.commission_minor,
});
