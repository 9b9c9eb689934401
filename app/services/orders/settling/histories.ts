import { type CustomerHistory, type HistorySeen, NO_HISTORY, historySeenBy } from "#app/domain/commission/customer.ts";
import type { OfferVersion, StoredHistory } from "../../ports/settling.ts";
import type { References } from "./references.ts";

/**
 * Of a customer's history the part that some rule of the shop looks at, past ones and those to come included. Only that is
 * kept with each order: an order that is put before a thousand others changes the few that somebody can tell apart.
 *
 * New and returning are told apart in any case, so that the first rule that asks finds it.
 */
export const historySeenIn = (offers: readonly OfferVersion[]): HistorySeen =>
  offers
    .map(({ rule }) => historySeenBy(rule))
    .reduce(
      (all, seen) => ({
        upToCount: Math.max(all.upToCount, seen.upToCount),
        first: all.first || seen.first,
        credit: all.credit || seen.credit,
      }),
      { upToCount: 1, first: false, credit: false },
    );

/** Whether what is stored of a history tells all that is looked at now; without a word on that, all of it is stored. */
export const isKnown = ({ seen: stored }: StoredHistory, seen: HistorySeen): boolean =>
  stored === undefined ||
  (stored.upToCount >= seen.upToCount && (stored.first || !seen.first) && (stored.credit || !seen.credit));

export function historyOf(stored: StoredHistory | null, partnerships: References["partnerships"]): CustomerHistory {
  if (stored === null) return NO_HISTORY;
  const partnership = stored.credit === null ? undefined : partnerships.get(stored.credit.partnershipId);
  return {
    count: stored.count,
    firstProcessedAt: stored.firstProcessedAt,
    latestCredit: stored.credit && partnership ? { processedAt: stored.credit.processedAt, partnership } : null,
  };
}

export const storedHistory = (
  { count, firstProcessedAt, latestCredit }: CustomerHistory,
  seen?: HistorySeen,
): StoredHistory => ({
  count,
  firstProcessedAt,
  credit: latestCredit && { processedAt: latestCredit.processedAt, partnershipId: latestCredit.partnership.id },
  ...(seen && { seen }),
});
