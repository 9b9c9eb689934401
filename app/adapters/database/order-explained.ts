import type { LossReason } from "#app/domain/attribution/evidence.ts";
import type { CommissionEntry } from "#app/domain/commission/commissions-for.ts";
import type { OrderCommission, OrderExplained } from "#app/services/ports/order-views.ts";
import { entriesDocument } from "./amounts-json.ts";
import { instantOf, instantOrNull, type Db } from "./db.ts";
import type { Prisma } from "./generated/client.ts";
import { disputedIn, explainedReview } from "./order-reviews.ts";
import { readOrderRow, select, type Row } from "./order-row.ts";

/** Everything that is known of one order's commissions; null when the shop has no such order. */
export async function explainOrder(db: Db, shopId: number, orderId: bigint): Promise<OrderExplained | null> {
  const [row] = await db.$queryRaw<Row[]>`${select} WHERE v.shop_id = ${shopId} AND v.order_id = ${orderId}`;
  const order = await db.orderState.findUnique({ where: { shopId_orderId: { shopId, orderId } }, include });
  if (row === undefined || order === null) return null;
  const transfers = await db.transfer.findMany({
    where: { shopId, orderId },
    include: { creator: true },
    orderBy: { id: "asc" },
  });
  return {
    ...readOrderRow(row),
    disputed: disputedIn(order.verdict?.explanation),
    reviews: order.reviews.map((review) => ({
      ...explainedReview(review),
      creatorId: review.creatorId,
      creatorName: nameOf(review.creator),
    })),
    seenPaidAt: instantOrNull(order.seenPaidAt),
    commissions: order.commissions.map(readCommission),
    evidence: order.evidence.map(({ kind, outcome, partnership }) => ({
      creatorName: nameOf(partnership.creator),
      kind,
      outcome: outcome as "credited" | LossReason,
    })),
    transfers: transfers.map((transfer) => ({
      id: String(transfer.id),
      creatorName: nameOf(transfer.creator),
      kind: transfer.kind,
      from: transfer.fromAccount,
      to: transfer.toAccount,
      amountMinor: transfer.amountMinor,
      reason: transfer.reason,
      happenedAt: instantOf(transfer.happenedAt),
      postedAt: instantOf(transfer.postedAt),
    })),
  };
}

const include = {
  verdict: true,
  reviews: { include: { creator: true }, orderBy: { creatorId: "asc" } },
  evidence: { include: { partnership: { include: { creator: true } } }, orderBy: { id: "asc" } },
  commissions: {
    include: { partnership: { include: { creator: true, offer: true } }, version: true },
    orderBy: { creatorId: "asc" },
  },
} satisfies Prisma.OrderStateInclude;

type CommissionRow = Prisma.OrderStateGetPayload<{ include: typeof include }>["commissions"][number];

const nameOf = ({ displayName, handle }: { displayName: string; handle: string }): string => displayName || handle;

const readCommission = (row: CommissionRow): OrderCommission => ({
  creatorId: row.creatorId,
  creatorName: nameOf(row.partnership.creator),
  offerId: row.offerId,
  offerName: row.partnership.offer.name,
  offerVersion: row.version.number,
  credited: row.credited,
  amountMinor: row.amountMinor,
  netSalesMinor: row.netSalesMinor,
  maturedMinor: row.maturedMinor,
  evidence: row.evidenceKind,
  sentence: row.sentence,
  entries: entriesDocument.parse(row.lines).map(({ line, why, ...entry }) => ({
    ...entry,
    lineId: line,
    why: why as CommissionEntry["why"],
  })),
  holdDays: row.holdDays,
  maturesAt: instantOrNull(row.maturesAt),
});
