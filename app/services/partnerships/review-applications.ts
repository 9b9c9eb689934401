import { reviewApplication, type ReviewInput } from "./review-application.ts";

export type ReviewedMany = {
  approved: number;
  declined: number;
  decidedBefore: number;
  offerEnded: number;
  notFound: number;
};

/** More than a page shows is not ticked by a person. */
const most = 100;

/**
 * Decides several applications, each in a transaction of its own: one that cannot be decided does not stop the others,
 * and doing it again decides only what is left.
 */
export async function reviewApplications(
  deps: Parameters<typeof reviewApplication>[0],
  input: Omit<ReviewInput, "applicationId"> & { applicationIds: readonly string[] },
): Promise<ReviewedMany> {
  const { applicationIds, ...each } = input;
  const counts: ReviewedMany = { approved: 0, declined: 0, decidedBefore: 0, offerEnded: 0, notFound: 0 };
  for (const applicationId of new Set(applicationIds.slice(0, most))) {
    const { kind } = await reviewApplication(deps, { ...each, applicationId });
    if (kind === "approved") counts.approved++;
    else if (kind === "declined") counts.declined++;
    else if (kind === "decided_before") counts.decidedBefore++;
    else if (kind === "offer_ended") counts.offerEnded++;
    else counts.notFound++;
  }
  return counts;
}
