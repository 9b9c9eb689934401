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

type Approved = {
  creatorId: string;
  brandName: string;
  offerName: string;
  code: string;
  link: string;
  portalUrl: string;
};

/** Plain, short, and with everything in it: many are read on a phone, once. */
export const approvedMail = ({ creatorId, brandName, offerName, code, link, portalUrl }: Approved): CreatorMail => ({
  kind: "application_approved",
  creatorId,
  subject: `${brandName} approved you: your code is ${code}`,
  text: [
    `Good news: ${brandName} approved your application for "${offerName}".`,
    `Your code: ${code}\nYour link: ${link}`,
    "Shoppers may type the code at checkout or follow the link; either way the sale is counted for you.",
    `Your terms, and every sale with its commission, are here:\n${portalUrl}`,
  ].join("\n\n"),
});

type Declined = { creatorId: string; brandName: string; offerName: string; reason: string; portalUrl: string };

export const declinedMail = ({ creatorId, brandName, offerName, reason, portalUrl }: Declined): CreatorMail => ({
  kind: "application_declined",
  creatorId,
  subject: `${brandName} answered your application`,
  text: [
    `${brandName} did not approve your application for "${offerName}" this time.`,
    `The reason they gave: ${reason}`,
    `There are other offers to apply to:\n${portalUrl}`,
  ].join("\n\n"),
});
