import type { Instant } from "#app/domain/kernel/instant.ts";
import {
  entryToCreator,
  evidenceToCreator,
  ledgerLine,
  maturityInWords,
  whyNotCredited,
} from "#app/domain/wording/reasons.ts";
import { reviewToCreator } from "#app/domain/wording/reviews.ts";
import { capitalised } from "#app/domain/wording/words.ts";
import type { EarnedOrder } from "#app/services/ports/creator-earnings.ts";
import { formatMoney, formatSentence } from "../format.ts";
import { formatsOf } from "./formats.ts";

/** Between the creator's own accounts: nothing is added or taken back. */
const MOVES = new Set(["release", "review_held", "review_lifted"]);

/** One order's whole explanation, as the page writes it. */
export function orderView(order: EarnedOrder, now: Instant) {
  const formats = formatsOf(order.currency, order.timeZone);
  const money = (amountMinor: bigint): string => formatMoney({ amountMinor, currency: order.currency });
  const { standing } = order;
  return {
    brandName: order.brandName,
    timeZone: order.timeZone,
    processedAt: order.processedAt,
    offerName: order.offerName,
    versionNumber: order.versionNumber,
    partnershipId: order.partnershipId,
    reference: standing.reference,
    amount: money(standing.amountMinor),
    sentence: `${capitalised(formatSentence(standing.sentence))}.`,
    payable: maturityInWords(standing, now, formats),
    nothing: standing.orderReason === null ? "Nothing is left of it." : whyNotCredited(standing.orderReason),
    entries: namedEntries(order).map(({ name, ...entry }, index) => ({
      key: index,
      name,
      text: entryToCreator(entry, formats),
      amount: money(entry.amountMinor),
    })),
    transfers: order.transfers.map(({ kind, amountMinor, happenedAt, reason }, index) => {
      const minus = amountMinor < 0n;
      const moves = MOVES.has(kind);
      const sign = moves ? "" : minus ? "−" : "+";
      return {
        key: index,
        title: ledgerLine(kind),
        amount: `${sign}${money(minus ? -amountMinor : amountMinor)}`,
        minus,
        moves,
        at: happenedAt,
        reason: `${capitalised(formatSentence(reason))}.`,
      };
    }),
    review: order.review && reviewToCreator(order.review, now, formats),
    evidence: order.evidence.map(({ kind, outcome }) => ({
      text: `${capitalised(evidenceToCreator(kind))}.`,
      lost: outcome === "credited" ? null : whyNotCredited(outcome),
    })),
  };
}

/** Items are numbered as they stand in the order: their names are the shopper's business. */
function namedEntries({ entries }: EarnedOrder) {
  const lines = [...new Set(entries.map(({ line }) => line).filter((line) => line !== null))];
  return entries.map((entry) => ({
    ...entry,
    name: entry.line === null ? "The order" : `Item ${lines.indexOf(entry.line) + 1}`,
  }));
}
