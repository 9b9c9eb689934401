import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import type { CreatorBalance, NextMaturity } from "#app/services/ports/creator-earnings.ts";
import { dateOf, instantOf, type Db } from "../db.ts";
import { Prisma } from "../generated/client.ts";

type Row = {
  brand_name: string;
  brand_slug: string;
  currency: string;
  pending: bigint;
  payable: bigint;
  in_transit: bigint;
  paid: bigint;
  frozen_since: Date | null;
  frozen_pending: bigint;
  frozen_payable: bigint;
  frozen_in_transit: bigint;
};

const of = (account: "pending" | "payable" | "in_transit" | "paid") =>
  Prisma.sql`coalesce(sum(k.balance_minor) FILTER (WHERE k.account = ${account}::account_kind), 0)::bigint`;

const frozen = (account: "pending" | "payable" | "in_transit") =>
  Prisma.sql`coalesce(sum(k.balance_minor) FILTER (
    WHERE k.account = ${account}::account_kind AND s.uninstalled_at IS NOT NULL), 0)::bigint`;

/** A brand may have several shops; what they owe in one currency is one number. Currencies are never added up. */
export async function creatorBalances(db: Db, creatorId: string): Promise<CreatorBalance[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT b.name AS brand_name, b.slug AS brand_slug, k.currency,
      ${of("pending")} AS pending, ${of("payable")} AS payable, ${of("in_transit")} AS in_transit, ${of("paid")} AS paid,
      min(s.uninstalled_at) AS frozen_since, ${frozen("pending")} AS frozen_pending,
      ${frozen("payable")} AS frozen_payable, ${frozen("in_transit")} AS frozen_in_transit
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
    frozen:
      row.frozen_since === null
        ? null
        : {
            since: instantOf(row.frozen_since),
            pendingMinor: row.frozen_pending,
            payableMinor: row.frozen_payable,
            inTransitMinor: row.frozen_in_transit,
          },
  }));
}

/** Of each kind the first, then the earlier of the two. A creator's are few beside a shop's: read by creator, then ordered. */
export async function nextMaturity(db: Db, creatorId: string, now: Instant): Promise<NextMaturity | null> {
  const rows = [await nextCommission(db, creatorId, now), await nextAward(db, creatorId, now)];
  return rows.filter((row) => row !== null).toSorted((a, b) => a.at - b.at)[0] ?? null;
}

const withBrand = { include: { brand: true } } satisfies Prisma.ShopDefaultArgs;
type ShopRow = Prisma.ShopGetPayload<typeof withBrand>;

const brandOf = ({ brand, ianaTimezone }: ShopRow) => ({
  brandName: brand.name,
  brandSlug: brand.slug,
  timeZone: ianaTimezone,
});

async function nextCommission(db: Db, creatorId: string, now: Instant): Promise<NextMaturity | null> {
  const row = await db.commission.findFirst({
    where: {
      creatorId,
      maturesAt: { gt: dateOf(now) },
      maturedMinor: 0,
      releasableMinor: { gt: 0 },
      order: { shop: { uninstalledAt: null } },
    },
    include: { order: { select: { shop: withBrand } } },
    orderBy: [{ maturesAt: "asc" }, { orderId: "asc" }],
  });
  if (row === null || row.maturesAt === null) return null;
  const money = { amountMinor: row.releasableMinor, currency: row.currency as Currency };
  return { at: instantOf(row.maturesAt), ...money, ...brandOf(row.order.shop) };
}

async function nextAward(db: Db, creatorId: string, now: Instant): Promise<NextMaturity | null> {
  const row = await db.award.findFirst({
    where: {
      creatorId,
      maturesAt: { gt: dateOf(now) },
      releasedAt: null,
      withdrawnAt: null,
      partnership: { shop: { uninstalledAt: null } },
    },
    include: { partnership: { select: { shop: withBrand } } },
    orderBy: [{ maturesAt: "asc" }, { id: "asc" }],
  });
  if (row === null) return null;
  const money = { amountMinor: row.amountMinor, currency: row.currency as Currency };
  return { at: instantOf(row.maturesAt), ...money, ...brandOf(row.partnership.shop) };
}
