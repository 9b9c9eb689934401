import type { OfferStatus, OfferSummary } from "#app/services/ports/offers.ts";
import type { Page, PageRequest } from "#app/services/ports/page.ts";
import { isUuid, pageOf, type Db } from "./db.ts";

type Row = {
  id: string;
  name: string;
  status: OfferStatus;
  has_draft: boolean;
  creators: bigint;
  waiting: bigint;
  orders: bigint;
  commission_minor: bigint;
};

/** Newest first. The page is chosen before anything is counted, so that a long list costs no more than a short one. */
export async function listOffers(db: Db, shopId: number, { after, limit }: PageRequest): Promise<Page<OfferSummary>> {
  const cursor = after !== null && isUuid(after) ? after : null;
  const rows = await db.$queryRaw<Row[]>`
    WITH page AS (
      SELECT id, name, status, created_at FROM offers
      WHERE shop_id = ${shopId}
        AND (${cursor}::uuid IS NULL
          OR (created_at, id) < (SELECT created_at, id FROM offers WHERE shop_id = ${shopId} AND id = ${cursor}::uuid))
      ORDER BY created_at DESC, id DESC
      LIMIT ${limit + 1}
    )
    SELECT page.id, page.name, page.status,
      EXISTS (SELECT 1 FROM offer_versions v WHERE v.shop_id = ${shopId} AND v.offer_id = page.id AND v.published_at IS NULL) AS has_draft,
      (SELECT count(*) FROM partnerships p WHERE p.shop_id = ${shopId} AND p.offer_id = page.id AND p.state <> 'ended') AS creators,
      (SELECT count(*) FROM applications a WHERE a.shop_id = ${shopId} AND a.offer_id = page.id AND a.state = 'submitted') AS waiting,
      coalesce(earned.orders, 0)::bigint AS orders, coalesce(earned.amount, 0)::bigint AS commission_minor
    FROM page
    LEFT JOIN LATERAL (
      SELECT count(DISTINCT order_id) AS orders, sum(amount_minor) AS amount
      FROM commissions c WHERE c.shop_id = ${shopId} AND c.offer_id = page.id
    ) AS earned ON true
    ORDER BY page.created_at DESC, page.id DESC`;
  return pageOf(rows, limit, read, (row) => row.id);
}

const read = (row: Row): OfferSummary => ({
  id: row.id,
  name: row.name,
  status: row.status,
  hasDraft: row.has_draft,
  creators: Number(row.creators),
  waiting: Number(row.waiting),
  orders: Number(row.orders),
  commissionMinor: row.commission_minor,
});
