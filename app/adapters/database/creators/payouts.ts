import type { Currency } from "#app/domain/money/currency.ts";
import type { CreatorPayout, CreatorPayouts } from "#app/services/ports/creator-payouts.ts";
import { instantOf, type Db } from "../db.ts";
import type { Prisma } from "../generated/client.ts";

const SHOWN = ["approved", "submitted", "unknown", "paid", "failed", "returned"] as const;

const ofShop = {
  batch: { select: { createdAt: true, shop: { select: { ianaTimezone: true, brand: true } } } },
} satisfies Prisma.PayoutInclude & Prisma.PayoutSkipInclude;

type Shop = { ianaTimezone: string; brand: { name: string; slug: string } };
const shopOf = ({ ianaTimezone, brand }: Shop) => ({
  brandName: brand.name,
  brandSlug: brand.slug,
  timeZone: ianaTimezone,
});

export function createCreatorPayouts(db: Db): CreatorPayouts {
  return {
    async list(creatorId, limit) {
      const rows = await db.payout.findMany({
        where: { creatorId, state: { in: [...SHOWN] } },
        include: ofShop,
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: limit,
      });
      return rows.map((row) => ({
        ...shopOf(row.batch.shop),
        id: row.id,
        amountMinor: row.amountMinor,
        currency: row.currency as Currency,
        method: row.method,
        reference: row.reference,
        state: row.state as CreatorPayout["state"],
        failure: row.failure,
        at: instantOf(row.settledAt ?? row.submittedAt ?? row.approvedAt ?? row.createdAt),
      }));
    },

    async skips(creatorId, limit) {
      const rows = await db.payoutSkip.findMany({
        where: { creatorId },
        include: ofShop,
        orderBy: { batch: { createdAt: "desc" } },
        take: limit,
      });
      return rows.map((row) => ({
        ...shopOf(row.batch.shop),
        balanceMinor: row.balanceMinor,
        currency: row.currency as Currency,
        reason: row.reason,
        at: instantOf(row.batch.createdAt),
      }));
    },
  };
}
