import type { BrandFigures, SetupSteps } from "#app/services/ports/brand-figures.ts";
import { offerBudgets } from "./budgets.ts";
import { instantOrNull, type Db } from "./db.ts";
import { runningReviews } from "./order-views.ts";
import type { AccountKind } from "./generated/client.ts";

export function createBrandFigures(db: Db): BrandFigures {
  return {
    async totals(shopId) {
      const [sales] = await db.$queryRaw<{ orders: bigint; sales_minor: bigint }[]>`
        SELECT count(DISTINCT order_id) AS orders, coalesce(sum(net_sales_minor), 0)::bigint AS sales_minor
        FROM commissions WHERE shop_id = ${shopId} AND credited`;
      const kept = await db.accountBalance.groupBy({
        by: ["account"],
        where: { shopId },
        _sum: { balanceMinor: true },
      });
      const of = (account: AccountKind) => kept.find((row) => row.account === account)?._sum.balanceMinor ?? 0n;
      return {
        orders: Number(sales?.orders ?? 0n),
        salesMinor: sales?.sales_minor ?? 0n,
        pendingMinor: of("pending"),
        payableMinor: of("payable"),
        inTransitMinor: of("in_transit"),
        paidMinor: of("paid"),
      };
    },

    async setup(shopId) {
      const [row] = await db.$queryRaw<SetupSteps[]>`
        SELECT EXISTS (SELECT 1 FROM offers WHERE shop_id = ${shopId}) AS "offerMade",
          EXISTS (SELECT 1 FROM offers WHERE shop_id = ${shopId} AND current_version_id IS NOT NULL) AS "offerPublished",
          EXISTS (SELECT 1 FROM partnerships WHERE shop_id = ${shopId}) AS "creatorJoined",
          EXISTS (SELECT 1 FROM commissions WHERE shop_id = ${shopId}) AS "firstSale",
          EXISTS (SELECT 1 FROM payouts WHERE shop_id = ${shopId} AND state = 'paid') AS "firstPayout"`;
      return (
        row ?? { offerMade: false, offerPublished: false, creatorJoined: false, firstSale: false, firstPayout: false }
      );
    },

    async audit(shopId) {
      const open = { shopId, resolvedAt: null };
      const [openFindings, last] = await Promise.all([
        db.auditFinding.count({ where: open }),
        db.auditFinding.findFirst({ where: open, orderBy: { foundAt: "desc" }, select: { foundAt: true } }),
      ]);
      return { openFindings, lastFoundAt: instantOrNull(last?.foundAt ?? null) };
    },

    async heldForReview(shopId, now) {
      const [row] = await db.$queryRaw<{ orders: bigint }[]>`
        SELECT count(DISTINCT r.order_id) AS orders ${runningReviews(now)} AND r.shop_id = ${shopId}`;
      return Number(row?.orders ?? 0n);
    },

    budgets: (shopId, now) => offerBudgets(db, shopId, { now, offerId: null }),
    budgetOf: async (shopId, offerId, now) => (await offerBudgets(db, shopId, { now, offerId }))[0] ?? null,

    setAside: (shopId) => db.inboxDelivery.count({ where: { shopId, state: "aside" } }),
  };
}
