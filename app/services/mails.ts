import { formatDecimal, type Money } from "#app/domain/money/money.ts";
import type { CreatorMail } from "./ports/outbox.ts";

type Approved = {
  creatorId: string;
  brandName: string;
  offerName: string;
  code: string;
  link: string;
  portalUrl: string;
};

/** Texts of the mails that creators get. Plain, short, and with everything in them: many are read on a phone, once. */
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

type PayoutMail = { creatorId: string; brandName: string; money: Money; portalUrl: string };
const said = (money: Money): string => `${formatDecimal(money)} ${money.currency}`;

export const payoutPaidMail = ({
  creatorId,
  brandName,
  money,
  reference,
  portalUrl,
}: PayoutMail & { reference: string }): CreatorMail => ({
  kind: "payout_paid",
  creatorId,
  subject: `${brandName} paid you ${said(money)}`,
  text: [
    `${brandName} paid you ${said(money)}.`,
    `Their reference: ${reference}`,
    `Every sale behind it:\n${portalUrl}`,
  ].join("\n\n"),
});

export const payoutFailedMail = ({
  creatorId,
  brandName,
  money,
  why,
  portalUrl,
}: PayoutMail & { why: string }): CreatorMail => ({
  kind: "payout_failed",
  creatorId,
  subject: `A payout of ${brandName} did not reach you`,
  text: [
    `${brandName} tried to pay you ${said(money)}, and it did not work: ${why}`,
    "The money is yours still, and is part of the next payout.",
    `How you are paid:\n${portalUrl}`,
  ].join("\n\n"),
});
