import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import type { CreatorBalance, NextMaturity } from "#app/services/ports/creator-earnings.ts";
import { dateOf, instantOf, type Db } from "../db.ts";

type Row = {
  brand_name: string;
  brand_slug: string;
  currency: string;
  pending: bigint;
  payable: bigint;
  in_transit: bigint;
  paid: bigint;
  frozen: boolean;
};

/** A brand may have several shops; what they owe in one currency is one number. Currencies are never added up. */
export async function creatorBalances(db: Db, creatorId: string): Promise<CreatorBalance[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT b.name AS brand_name, b.slug AS brand_slug, k.currency,
      coalesce(sum(k.balance_minor) FILTER (WHERE k.account = 'pending'), 0)::bigint AS pending,
      coalesce(sum(k.balance_minor) FILTER (WHERE k.account = 'payable'), 0)::bigint AS payable,
      coalesce(sum(k.balance_minor) FILTER (WHERE k.account = 'in_transit'), 0)::bigint AS in_transit,
      coalesce(sum(k.balance_minor) FILTER (WHERE k.account = 'paid'), 0)::bigint AS paid,
      bool_and(s.uninstalled_at IS NOT NULL) AS frozen
    FROM account_balances k
    JOIN shops s ON s.id = k.shop_id
    JOIN brands b ON b.id = s.brand_id
    WHERE k.creator_id = ${creatorId}::uuid
    GROUP BY b.id, k.currency
    ORDER BY b.name, b.id, k.currency`;
  return rows.map((row) => ({
    brandName: row.brand_name,
    brandSlug: row.brand_slug,
    currency: row.currency as Currency,
    pendingMinor: row.pending,
    payableMinor: row.payable,
    inTransitMinor: row.in_transit,
    paidMinor: row.paid,
    frozen: row.frozen,
  }));
}

/** The creator's commissions are few beside a shop's: read by creator, then ordered. */
export async function nextMaturity(db: Db, creatorId: string, now: Instant): Promise<NextMaturity | null> {
  const row = await db.commission.findFirst({
    where: {
      creatorId,
      maturesAt: { gt: dateOf(now) },
      maturedMinor: 0,
      releasableMinor: { gt: 0 },
    },
    include: { order: { select: { shop: { include: { brand: true } } } } },
    orderBy: [{ maturesAt: "asc" }, { orderId: "asc" }],
  });
  if (row === null || row.maturesAt === null) return null;
  const { shop } = row.order;
  return {
    at: instantOf(row.maturesAt),
    amountMinor: row.releasableMinor,
    currency: row.currency as Currency,
    brandName: shop.brand.name,
    brandSlug: shop.brand.slug,
    timeZone: shop.ianaTimezone,
  };
}
