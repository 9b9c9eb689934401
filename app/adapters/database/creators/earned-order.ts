import type { Currency } from "#app/domain/money/currency.ts";
import type { EarnedOrder } from "#app/services/ports/creator-earnings.ts";
import { entriesDocument } from "../amounts-json.ts";
import { instantOf, type Db } from "../db.ts";
import { readStanding } from "./earning-lines.ts";
import { disputedIn, explainedReview } from "../order-reviews.ts";
import type { OrderReferences } from "./order-references.ts";

export async function earnedOrder(
  db: Db,
  references: OrderReferences,
  creatorId: string,
  reference: string,
): Promise<EarnedOrder | null> {
  const key = references.read(reference);
  if (key === null) return null;
  const row = await db.commission.findUnique({
    where: { shopId_orderId_creatorId: { ...key, creatorId } },
    include: {
      order: {
        include: { verdict: { select: { reason: true, explanation: true } }, shop: { include: { brand: true } } },
      },
      partnership: { select: { offer: { select: { name: true } } } },
      version: { select: { number: true } },
    },
  });
  if (row === null) return null;
  const [transfers, evidence, review] = await Promise.all([
    db.transfer.findMany({ where: { ...key, creatorId }, orderBy: [{ happenedAt: "asc" }, { id: "asc" }] }),
    db.evidence.findMany({ where: { ...key, creatorId }, orderBy: { kind: "asc" } }),
    db.orderReview.findUnique({ where: { shopId_orderId_creatorId: { ...key, creatorId } } }),
  ]);
  const { order } = row;
  const { brand } = order.shop;
  return {
    brandName: brand.name,
    brandSlug: brand.slug,
    timeZone: order.shop.ianaTimezone,
    currency: row.currency as Currency,
    processedAt: instantOf(order.processedAt ?? row.settledAt),
    offerName: row.partnership.offer.name,
    partnershipId: row.partnershipId,
    versionNumber: row.version.number,
    holdDays: row.holdDays,
    entries: entriesDocument.parse(row.lines),
    standing: readStanding(
      {
        shop_id: row.shopId,
        order_id: row.orderId,
        evidence_kind: row.evidenceKind,
        commission_minor: row.amountMinor,
        matured_minor: row.maturedMinor,
        matures_at: row.maturesAt,
        sentence: row.sentence,
        seen_paid_at: order.seenPaidAt,
        disputed: disputedIn(order.verdict?.explanation),
        review: review === null || review.decision !== null ? null : { signal: review.signal, ends_at: review.endsAt },
        order_reason: order.verdict?.reason ?? null,
      },
      references,
    ),
    transfers: transfers.map(({ kind, toAccount, amountMinor, happenedAt, reason }) => ({
      kind,
      amountMinor: toAccount === "expense" ? -amountMinor : amountMinor,
      happenedAt: instantOf(happenedAt),
      reason,
    })),
    evidence: evidence.map(({ kind, outcome }) => ({ kind, outcome })),
    review: review && explainedReview(review),
  };
}
