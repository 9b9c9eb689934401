import { GRACE_DAYS } from "#app/domain/attribution/standing.ts";
import type { BrandEndReason } from "#app/domain/offer/end-reasons.ts";
import type { CreatorMail } from "../ports/outbox.ts";

type Told = { creatorId: string; brandName: string; offerName: string; reason: string };

export const partnershipEndedMail = ({
  creatorId,
  brandName,
  offerName,
  endedFor,
  reason,
  earningsUrl,
}: Told & { endedFor: BrandEndReason; earningsUrl: string }): CreatorMail => ({
  kind: "partnership_ended",
  creatorId,
  subject: `${brandName} ended your partnership`,
  text: [
    `${brandName} ended your partnership under "${offerName}".`,
    `The reason they gave: ${reason}`,
    endedFor === "fraud"
      ? "They recorded it as fraud: orders placed from now on are not credited to you. What you earned before stays."
      : `What you earned stays, and orders with your code still count for ${GRACE_DAYS} days. Your links do not lead anywhere any more.`,
    `Your earnings:\n${earningsUrl}`,
  ].join("\n\n"),
});

type Flagged = Told & { code: string; portalUrl: string };

export const codeFlaggedMail = ({ creatorId, brandName, code, reason, portalUrl }: Flagged): CreatorMail => ({
  kind: "code_flagged",
  creatorId,
  subject: `${brandName} says your code ${code} is on coupon sites`,
  text: [
    `${brandName} flagged your code ${code} as leaked to coupon sites.`,
    `The reason they gave: ${reason}`,
    "What you earned with it stays. From now on, an order with the code goes to another creator if the shopper has clicked that creator's link; otherwise it is yours as before.",
    `Ask the brand for another code, and keep sharing your link:\n${portalUrl}`,
  ].join("\n\n"),
});

export const codeClearedMail = ({ creatorId, brandName, code, reason, portalUrl }: Flagged): CreatorMail => ({
  kind: "code_cleared",
  creatorId,
  subject: `Your code ${code} counts in full again`,
  text: [
    `${brandName} took back that your code ${code} is on coupon sites. Orders from now on are credited by it as before.`,
    `What they say: ${reason}`,
    `Your codes and links:\n${portalUrl}`,
  ].join("\n\n"),
});
