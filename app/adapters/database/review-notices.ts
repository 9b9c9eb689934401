import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import type { ReviewNews } from "#app/domain/review/news.ts";
import type { ReviewDecision } from "#app/domain/review/review.ts";
import type { CreatorAtShop, ReviewNotices, WaitingOrders } from "#app/services/ports/review-notices.ts";
import { dateOf, instantOf, instantOrNull, type Db } from "./db.ts";
import { Prisma } from "./generated/client.ts";
import { runningReviews } from "./order-views.ts";

/** What the index of untold reviews holds. */
const untold = Prisma.sql`
  (r.creator_told IS NULL OR r.creator_told = 'held' OR (r.creator_told = 'own_order' AND r.decision = 'pay'))`;

/** A hold that was told and runs is no news, nor is one of nothing. */
const maybeNews = (now: Instant) => Prisma.sql`
  (r.decision IS NOT NULL OR r.ends_at <= ${dateOf(now)} OR (r.creator_told IS NULL AND c.credited AND c.amount_minor > 0))`;

export const createReviewNotices = (db: Db): ReviewNotices => ({
  async creatorsToTell(now) {
    const rows = await db.$queryRaw<{ shop_id: number; creator_id: string }[]>`
      SELECT DISTINCT r.shop_id, r.creator_id
      FROM order_reviews r JOIN shops s ON s.id = r.shop_id AND s.uninstalled_at IS NULL
      LEFT JOIN commissions c USING (shop_id, order_id, creator_id)
      WHERE ${untold} AND ${maybeNews(now)} ORDER BY 1, 2`;
    return rows.map(({ shop_id, creator_id }) => ({ shopId: shop_id, creatorId: creator_id }));
  },

  async shopsToTell(now) {
    const rows = await db.$queryRaw<{ shop_id: number }[]>`
      SELECT DISTINCT shop_id ${runningReviews(now)} AND r.brand_told_at IS NULL AND EXISTS (
        SELECT FROM shops s WHERE s.id = shop_id AND s.uninstalled_at IS NULL AND s.email_ciphertext IS NOT NULL
          AND coalesce((s.settings ->> 'mailsReviews')::boolean, true))
      ORDER BY 1`;
    return rows.map(({ shop_id }) => shop_id);
  },

  ofCreator: (key) => ofCreator(db, key),
  waiting: (shopId, now) => waiting(db, shopId, now),

  async noteCreator({ shopId, creatorId }, told) {
    const rows = told.map(({ orderId, standing, at }) => ({ order: orderId, standing, at: at && dateOf(at) }));
    await db.$executeRaw`
      UPDATE order_reviews r SET creator_told = t.standing::review_news,
        creator_told_at = coalesce(t.at, r.creator_told_at)
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t ("order" bigint, standing text, at timestamptz)
      WHERE r.shop_id = ${shopId} AND r.order_id = t."order" AND r.creator_id = ${creatorId}::uuid`;
  },

  async noteBrand(shopId, at) {
    await db.$executeRaw`
      UPDATE order_reviews SET brand_told_at = ${dateOf(at)}
      WHERE (shop_id, order_id, creator_id) IN (
        SELECT shop_id, order_id, creator_id ${runningReviews(at)} AND shop_id = ${shopId})`;
  },
});

type Row = {
  order_id: bigint;
  began_at: Date;
  ends_at: Date;
  decision: ReviewDecision | null;
  decision_reason: string | null;
  creator_told: ReviewNews | null;
  amount_minor: bigint | null;
  currency: string;
};

async function ofCreator(db: Db, { shopId, creatorId }: CreatorAtShop) {
  const [shop] = await db.$queryRaw<{ name: string; slug: string; last_at: Date | null }[]>`
    SELECT s.name, b.slug, (
      SELECT max(r.creator_told_at) FROM order_reviews r
      WHERE r.shop_id = s.id AND r.creator_id = ${creatorId}::uuid) AS last_at
    FROM shops s JOIN brands b ON b.id = s.brand_id WHERE s.id = ${shopId} AND s.uninstalled_at IS NULL`;
  if (shop === undefined) return null;
  const rows = await db.$queryRaw<Row[]>`
    SELECT r.order_id, r.began_at, r.ends_at, r.decision, r.decision_reason, r.creator_told,
      CASE WHEN c.credited THEN c.amount_minor WHEN c.order_id IS NOT NULL THEN 0 END AS amount_minor,
      coalesce(c.currency, s.currency) AS currency
    FROM order_reviews r JOIN shops s ON s.id = r.shop_id
    LEFT JOIN commissions c USING (shop_id, order_id, creator_id)
    WHERE r.shop_id = ${shopId} AND r.creator_id = ${creatorId}::uuid AND ${untold} ORDER BY r.ends_at, r.order_id`;
  return {
    brandName: shop.name,
    brandSlug: shop.slug,
    lastAt: instantOrNull(shop.last_at),
    reviews: rows.map((row) => ({
      orderId: String(row.order_id),
      beganAt: instantOf(row.began_at),
      endsAt: instantOf(row.ends_at),
      decision: row.decision,
      reason: row.decision_reason,
      told: row.creator_told,
      amountMinor: row.amount_minor,
      currency: row.currency as Currency,
    })),
  };
}

type WaitingRow = {
  name: string;
  domain: string;
  orders: bigint;
  untold: bigint;
  first_ends_at: Date | null;
  last_at: Date | null;
};

async function waiting(db: Db, shopId: number, now: Instant): Promise<WaitingOrders | null> {
  const [row] = await db.$queryRaw<WaitingRow[]>`
    SELECT s.name, s.domain, w.*, (
      SELECT max(r.brand_told_at) FROM order_reviews r WHERE r.shop_id = s.id) AS last_at
    FROM shops s CROSS JOIN LATERAL (
      SELECT count(DISTINCT order_id) AS orders, count(DISTINCT order_id) FILTER (WHERE r.brand_told_at IS NULL) AS untold,
        min(r.ends_at) AS first_ends_at
      ${runningReviews(now)} AND shop_id = s.id) w
    WHERE s.id = ${shopId} AND s.uninstalled_at IS NULL`;
  if (row === undefined || row.first_ends_at === null) return null;
  const { name, domain, orders, untold: news, first_ends_at, last_at } = row;
  return {
    brandName: name,
    domain,
    orders: Number(orders),
    untold: Number(news),
    firstEndsAt: instantOf(first_ends_at),
    lastAt: instantOrNull(last_at),
  };
}
