import { maturesAt } from "#app/domain/commission/maturity.ts";
import type { Commission } from "#app/domain/commission/commissions-for.ts";
import { type Instant, later, monthOf } from "#app/domain/kernel/instant.ts";
import { invariant } from "#app/domain/kernel/invariant.ts";
import { NOTHING_POSTED, type Posting, postingsFor } from "#app/domain/ledger/postings.ts";
import { type Review, type ReviewDecision, reviewEndsAt } from "#app/domain/review/review.ts";
import type { Verdict } from "#app/domain/verdict/judge.ts";
import { creditLostInWords, evidenceInWords, explainCommission } from "#app/domain/wording/explain.ts";
import { orderChangesInWords } from "#app/domain/wording/order-changes.ts";
import type { Transfer } from "../../ports/ledger.ts";
import type {
  PostedCommission,
  SeriesChange,
  SettledCommission,
  SettledOrder,
  ShopBook,
} from "../../ports/settling.ts";
import { storedHistory } from "./histories.ts";
import type { ShopSettling } from "./shop-settling.ts";
import type { WorkingOrder } from "./working-order.ts";

export interface ShopOutcome {
  readonly orders: readonly SettledOrder[];
  readonly transfers: readonly Transfer[];
  readonly series: readonly SeriesChange[];
  readonly book: ShopBook;
}

/** What a shop's settling leaves to be written: the changed orders, the ledger's difference, the totals' changes. */
export function outcomeOf(settling: ShopSettling, payable: ReadonlyMap<string, bigint>, now: Instant): ShopOutcome {
  const transfers: Transfer[] = [];
  const left = new Map(payable);
  const orders = settling.changed.map((order): SettledOrder => {
    const commissions = order.verdict === null ? [] : settledCommissions(settling, order, order.verdict, left, now);
    transfers.push(...commissions.flatMap((commission) => commission.transfers));
    return {
      shopId: settling.book.shopId,
      orderId: order.orderId,
      facts: order.facts,
      customerKey: order.customerKey,
      processedAt: order.facts.newest === null ? null : order.processedAt,
      counts: order.counts,
      creditPartnershipId: order.credit?.partnership.id ?? null,
      history: order.customerKey === null ? null : storedHistory(order.history, settling.historySeen),
      pricedHistory: order.customerKey === null ? null : storedHistory(order.pricedHistory),
      keptPosition: order.keptPosition,
      firstSettledAt: order.firstSettledAt,
      reviews: order.reviews,
      wanted: settling.wantedOf(order),
      verdict: order.verdict && {
        verdict: order.verdict,
        disputed: order.disputed,
        claims: order.claims,
        commissions: commissions.map(({ settled }) => settled),
      },
    };
  });
  return {
    orders,
    transfers,
    series: settling.totals.changes,
    book: { ...settling.book, position: settling.totals.position },
  };
}

interface Written {
  readonly settled: SettledCommission;
  readonly transfers: readonly Transfer[];
}

function settledCommissions(
  settling: ShopSettling,
  order: WorkingOrder,
  verdict: Verdict,
  payable: Map<string, bigint>,
  now: Instant,
): Written[] {
  const creators = [
    ...new Set([
      ...verdict.commissions.map(({ partnership }) => partnership.creator),
      ...order.posted.map(({ creatorId }) => creatorId),
    ]),
  ];
  return creators.map((creatorId) => {
    const commission = verdict.commissions.find(({ partnership }) => partnership.creator === creatorId);
    const posted = order.posted.find((item) => item.creatorId === creatorId);
    const key = `${settling.book.shopId} ${creatorId}`;
    const dueMinor = commission?.amountMinor ?? 0n;
    const { postings, standing } = postingsFor(
      posted ?? NOTHING_POSTED,
      {
        amountMinor: dueMinor,
        releasableMinor: releasable(order, creatorId, dueMinor),
        held: settling.isHeld(order, creatorId),
      },
      payable.get(key) ?? 0n,
    );
    for (const { kind, amountMinor } of postings)
      if (kind === "review_held") payable.set(key, (payable.get(key) ?? 0n) - amountMinor);
    const postingNumber = (posted?.postingNumber ?? 0) + postings.length;
    const settled: SettledCommission = {
      ...originOf(settling, order, commission, posted),
      ...standing,
      creatorId,
      credited: commission !== undefined,
      postingNumber,
      amountMinor: dueMinor,
      releasableMinor: releasable(order, creatorId, dueMinor),
      netSalesMinor: commission?.netSalesMinor ?? 0n,
      month: monthOf(order.processedAt, settling.book.timeZone),
      entries: commission?.entries ?? [],
      sentence: commission ? explainCommission(commission, settling.book.currency) : "no longer credited to you",
      maturesAt: null,
    };
    const first = postingNumber - postings.length;
    return {
      settled: { ...settled, maturesAt: maturesAtOf(order, settled) },
      transfers: postings.map((posting, index) =>
        transferOf(settling.book, order, settled, posting, first + index + 1, now),
      ),
    };
  });
}

/** Not before a review ends; an open chargeback has no end yet. */
function maturesAtOf(order: WorkingOrder, { creatorId, holdDays }: SettledCommission): Instant | null {
  if (order.disputed) return null;
  const matures = maturesAt({ processedAt: order.processedAt, holdDays, seenPaidAt: order.facts.seenPaidAt });
  const review = reviewOfCreator(order, creatorId);
  return matures === null || review?.decision !== null ? matures : later(matures, reviewEndsAt(review));
}

const reviewOfCreator = ({ reviews }: WorkingOrder, creatorId: string): Review | undefined =>
  reviews.find(({ creator }) => creator === creatorId);

/** What a later unpaid body added waits; all else was paid for. */
function releasable(order: WorkingOrder, creatorId: string, dueMinor: bigint): bigint {
  if (order.facts.newestPaid === null) return 0n;
  if (order.paidVerdict === null) return dueMinor;
  const paid =
    order.paidVerdict.commissions.find(({ partnership }) => partnership.creator === creatorId)?.amountMinor ?? 0n;
  return paid < dueMinor ? paid : dueMinor;
}

/** The partnership, offer and version of a commission; its hold is fixed with the order. */
function originOf(
  settling: ShopSettling,
  order: WorkingOrder,
  commission: Commission | undefined,
  posted: PostedCommission | undefined,
) {
  if (commission === undefined) {
    invariant(posted !== undefined, "a commission that is neither due nor posted");
    const { partnershipId, offerId, offerVersionId, holdDays, evidence } = posted;
    return { partnershipId, offerId, offerVersionId, holdDays, evidence };
  }
  const { partnership, evidence } = commission;
  const version = settling.versionAt(partnership.offerId, order.processedAt);
  invariant(version !== null, `offer ${partnership.offerId} has no version`);
  return {
    partnershipId: partnership.id,
    offerId: partnership.offerId,
    offerVersionId: version.id,
    holdDays: posted?.holdDays ?? version.holdDays,
    evidence,
  };
}

function reasonOf(kind: Posting["kind"], order: WorkingOrder, settled: SettledCommission): string {
  const review = reviewOfCreator(order, settled.creatorId);
  switch (kind) {
    case "accrual":
      return `earned by ${evidenceInWords(settled.evidence)}`;
    case "adjustment":
      if (isByDecision(order, review)) return DECIDED[review.decision];
      return creditLost(order, settled) ?? orderChangesInWords(order.factsBefore, order.facts);
    case "release":
      return "paid for after an edit";
    case "review_held":
      return order.disputed ? "held: a chargeback is open" : "held for review";
    case "review_lifted":
      return review === undefined ? "the chargeback is closed" : "the hold ended";
  }
}

const DECIDED: Readonly<Record<ReviewDecision, string>> = {
  own_order: "found to be the creator's own order in a review",
  pay: "found not to be the creator's own order in a review",
};

/** Nothing new is known of the order itself: the brand has decided. */
const isByDecision = (
  order: WorkingOrder,
  review: Review | undefined,
): review is Review & { readonly decision: ReviewDecision } =>
  order.facts === order.factsBefore && review !== undefined && review.decision !== null;

const creditLost = ({ verdict }: WorkingOrder, { credited, creatorId }: SettledCommission): string | null =>
  credited || verdict === null ? null : creditLostInWords(verdict, creatorId);

function transferOf(
  book: ShopBook,
  order: WorkingOrder,
  settled: SettledCommission,
  posting: Posting,
  number: number,
  now: Instant,
): Transfer {
  return {
    shopId: book.shopId,
    creatorId: settled.creatorId,
    currency: book.currency,
    from: posting.from,
    to: posting.to,
    amountMinor: posting.amountMinor,
    kind: posting.kind,
    reason: reasonOf(posting.kind, order, settled),
    orderId: BigInt(order.orderId),
    payoutId: null,
    actor: null,
    idempotencyKey: `order/${order.orderId}/${settled.creatorId}/${number}`,
    happenedAt: happenedAtOf(posting.kind, order, settled.creatorId, now),
  };
}

/** What happened is the order for what it earned, the newest word of it for what changed it, and a review when it acts. */
function happenedAtOf(kind: Posting["kind"], order: WorkingOrder, creatorId: string, now: Instant): Instant {
  if (kind === "accrual") return order.processedAt;
  const review = reviewOfCreator(order, creatorId);
  const byReview = isByDecision(order, review) || (review && (kind === "review_held" || kind === "review_lifted"));
  return byReview ? now : (order.facts.newest?.rank.updatedAt ?? now);
}
