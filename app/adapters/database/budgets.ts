import type { Currency } from "#app/domain/money/currency.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { OfferBudget } from "#app/services/ports/brand-figures.ts";
import { dateOf, type Db } from "./db.ts";
import { Prisma } from "./generated/client.ts";

type Row = { id: string; name: string; currency: string; budget_minor: bigint; used_minor: bigint };

/** Of `offer_versions v`; null without a budget. */
export const budgetMinor = Prisma.sql`(v.rule #>> '{caps,budgetMinor}')::bigint`;

/** Of `offers o`: the offer's running total, and before that has begun the sum that it will begin with. */
export const usedMinor = Prisma.sql`
  coalesce(
    (SELECT s.offer_amount_minor FROM credit_series s
      WHERE s.shop_id = o.shop_id AND s.offer_id = o.id ORDER BY s.position DESC LIMIT 1),
    (SELECT sum(c.amount_minor) FROM commissions c WHERE c.shop_id = o.shop_id AND c.offer_id = o.id AND c.credited),
    0)::bigint`;

/** Joins to `offers o` the version `v` in force at `now`. */
export const versionInForce = (now: Instant) => Prisma.sql`
  CROSS JOIN LATERAL (
    SELECT currency, rule FROM offer_versions v
    WHERE v.shop_id = o.shop_id AND v.offer_id = o.id AND v.effective_from <= ${dateOf(now)}
    ORDER BY v.number DESC LIMIT 1) v`;

/**
 * What the offers with a budget in force have used of it, as their next order will find it.
 *
 * @param offerId of one offer alone; null: of all that have not ended
 */
export async function offerBudgets(
  db: Db,
  shopId: number,
  { now, offerId }: { now: Instant; offerId: string | null },
): Promise<OfferBudget[]> {
  const which = offerId === null ? Prisma.sql`o.status IN ('live', 'paused')` : Prisma.sql`o.id = ${offerId}::uuid`;
  const rows = await db.$queryRaw<Row[]>`
    SELECT o.id, o.name, v.currency, ${budgetMinor} AS budget_minor, ${usedMinor} AS used_minor
    FROM offers o
    ${versionInForce(now)}
    WHERE o.shop_id = ${shopId} AND ${which} AND v.rule #>> '{caps,budgetMinor}' IS NOT NULL
    ORDER BY o.created_at, o.id`;
  return rows.map((row) => ({
    offerId: row.id,
    offerName: row.name,
    currency: row.currency as Currency,
    budgetMinor: row.budget_minor,
    usedMinor: row.used_minor,
  }));
}
