import type { Money } from "#app/domain/money/money.ts";
import { NOTICE_HOURS } from "#app/domain/offer/budget.ts";
import type { CreatorMail } from "../ports/outbox.ts";
import { inMail } from "./amounts.ts";

type Told = { creatorId: string; brandName: string; offerName: string; budget: Money; partnershipUrl: string };

export const budgetEndsMail = ({ creatorId, brandName, offerName, budget, partnershipUrl }: Told): CreatorMail => ({
  kind: "budget_ends",
  creatorId,
  subject: `${brandName}: "${offerName}" may stop earning soon`,
  text: [
    `"${offerName}" of ${brandName} pays at most ${inMail(budget)} to all its creators together, and most of that is used.`,
    `Once it is used up, orders earn nothing any more. At the pace of the last days that is still about ${NOTICE_HOURS} hours away or more; if sales quicken it comes sooner. What you have earned by then stays yours.`,
    "Your links and your code go on working for shoppers either way. You get a mail when the budget is used up; the brand may also raise it.",
    `Your partnership:\n${partnershipUrl}`,
  ].join("\n\n"),
});

export const budgetUsedUpMail = ({
  creatorId,
  brandName,
  offerName,
  budget,
  warned,
  partnershipUrl,
}: Told & { warned: boolean }): CreatorMail => ({
  kind: "budget_used_up",
  creatorId,
  subject: `${brandName}: "${offerName}" earns nothing for now`,
  text: [
    `The budget of "${offerName}" by ${brandName}, ${inMail(budget)} for all its creators together, is used up. Orders earn nothing until the brand raises it.`,
    ...(warned ? [] : ["It went so fast that we could not tell you before. We are sorry."]),
    "What you have earned stays yours. Your links and your code go on working for shoppers; take them down if you do not want to send people for nothing.",
    `Your partnership:\n${partnershipUrl}`,
  ].join("\n\n"),
});
