import { instant, HOUR_MS, type Instant } from "#app/domain/kernel/instant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import { budgetStage, NOTICE_HOURS } from "#app/domain/offer/budget.ts";
import type { BudgetNotices, EndingOffer, WatchedBudget } from "#app/services/ports/budget-notices.ts";
import { budgetMinor, usedMinor, versionInForce } from "./budgets.ts";
import { dateOf, instantOf, instantOrNull, type Db } from "./db.ts";
import { Prisma } from "./generated/client.ts";

type Row = {
  shop_id: number;
  offer_id: string;
  budget_minor: bigint;
  used_minor: bigint;
  last_two_days_minor: bigint;
  ends_soon_at: Date | null;
  used_up_at: Date | null;
};

const columns = (now: Instant) => Prisma.sql`
  o.shop_id, o.id AS offer_id, ${budgetMinor} AS budget_minor, ${usedMinor} AS used_minor,
  coalesce((
    SELECT sum(c.amount_minor) FROM order_states r JOIN commissions c ON c.shop_id = r.shop_id AND c.order_id = r.order_id
    WHERE r.shop_id = o.shop_id AND r.processed_at > ${dateOf(instant(now - NOTICE_HOURS * HOUR_MS))}
      AND c.offer_id = o.id AND c.credited), 0)::bigint AS last_two_days_minor,
  n.ends_soon_at, n.used_up_at`;

const notices = Prisma.sql`
  LEFT JOIN budget_notices n ON n.shop_id = o.shop_id AND n.offer_id = o.id AND n.budget_minor = ${budgetMinor}`;

export const createBudgetNotices = (db: Db): BudgetNotices => ({
  async watched(now) {
    const rows = await db.$queryRaw<Row[]>`
      SELECT ${columns(now)}
      FROM offers o JOIN shops s ON s.id = o.shop_id AND s.uninstalled_at IS NULL
      ${versionInForce(now)}
      ${notices}
      WHERE o.status IN ('live', 'paused') AND ${budgetMinor} IS NOT NULL
      ORDER BY o.shop_id, o.id`;
    return rows.map(readWatched);
  },

  async note({ shopId, offerId, budgetMinor: budget }, stage, at) {
    const usedUpAt = stage === "used_up" ? dateOf(at) : null;
    const changed = await db.$executeRaw`
      INSERT INTO budget_notices AS n (shop_id, offer_id, budget_minor, ends_soon_at, used_up_at)
      VALUES (${shopId}, ${offerId}::uuid, ${budget}, ${dateOf(at)}, ${usedUpAt})
      ON CONFLICT (shop_id, offer_id, budget_minor) DO UPDATE SET used_up_at = excluded.used_up_at
      WHERE n.used_up_at IS NULL AND excluded.used_up_at IS NOT NULL`;
    return changed === 1;
  },
});

const readWatched = (row: Row): WatchedBudget => ({
  shopId: row.shop_id,
  offerId: row.offer_id,
  budgetMinor: row.budget_minor,
  usedMinor: row.used_minor,
  lastTwoDaysMinor: row.last_two_days_minor,
  endsSoonAt: instantOrNull(row.ends_soon_at),
  usedUpAt: instantOrNull(row.used_up_at),
});

type EndingRow = Row & {
  partnership_id: string;
  offer_name: string;
  brand_name: string;
  currency: string;
  ends_soon_at: Date;
};

/** Of the creator's live partnerships, those whose offer's budget ends now: a raised one, or a refund, takes the notice away. */
export async function endingOffers(db: Db, creatorId: string, now: Instant): Promise<EndingOffer[]> {
  const rows = await db.$queryRaw<EndingRow[]>`
    SELECT p.id AS partnership_id, o.name AS offer_name, b.name AS brand_name, v.currency, ${columns(now)}
    FROM partnerships p
    JOIN offers o ON o.shop_id = p.shop_id AND o.id = p.offer_id
    JOIN shops s ON s.id = o.shop_id AND s.uninstalled_at IS NULL
    JOIN brands b ON b.id = s.brand_id
    ${versionInForce(now)}
    ${notices}
    WHERE p.creator_id = ${creatorId}::uuid AND p.state <> 'ended' AND n.ends_soon_at IS NOT NULL
    ORDER BY n.ends_soon_at DESC, p.id`;
  return rows.flatMap((row) => {
    const stage = budgetStage(readWatched(row));
    if (stage === "none") return [];
    return {
      partnershipId: row.partnership_id,
      offerName: row.offer_name,
      brandName: row.brand_name,
      currency: row.currency as Currency,
      budgetMinor: row.budget_minor,
      stage,
      toldAt: instantOf(row.ends_soon_at),
    };
  });
}
