import type { CreatorMail } from "../ports/outbox.ts";

type Received = { creatorId: string; brandName: string; offerName: string; offerUrl: string };

export const applicationReceivedMail = ({ creatorId, brandName, offerName, offerUrl }: Received): CreatorMail => ({
  kind: "application_received",
  creatorId,
  subject: `${brandName} has your application`,
  text: [
    `Your application for "${offerName}" is with ${brandName}. You get a mail as soon as they decide.`,
    `The terms you accepted, and the way to withdraw:\n${offerUrl}`,
  ].join("\n\n"),
});
