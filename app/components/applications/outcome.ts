import type { ReviewedMany } from "#app/services/partnerships/review-applications.ts";

/** What a review came to, in one line. */
export function outcomeInWords(counts: ReviewedMany): { message: string; isError: boolean } {
  const parts = [
    [counts.approved, "approved"],
    [counts.declined, "declined"],
    [counts.decidedBefore, "decided by somebody else before"],
    [counts.offerEnded, "not approved: the offer has ended"],
    [counts.notFound, "not found"],
  ] as const;
  const said = parts.flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]));
  return { message: said.join(", "), isError: counts.approved + counts.declined === 0 };
}
