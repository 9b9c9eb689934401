import type { Currency } from "#app/domain/money/currency.ts";
import type { BrandEndReason } from "#app/domain/offer/end-reasons.ts";
import type { Award } from "#app/services/ports/awards.ts";
import type { ViewedPartnership } from "#app/services/creators/view-creator.ts";
import { formatMoney } from "../format.ts";
import { type Ask, reasonField } from "./ask-modal.tsx";

/** Whose page it is; `formId` is new with each load, so that a form sent twice acts once. */
export type Whom = { creatorId: string; name: string; currency: Currency; formId: string };

const post = ({ creatorId }: Whom, what: string): string => `/app/creators/${creatorId}/${what}`;

export const pauseAsk = (whom: Whom, { id, state }: ViewedPartnership): Ask => {
  const pausing = state === "active";
  return {
    title: `${pausing ? "Pause" : "Resume"} the partnership with ${whom.name}`,
    text: pausing
      ? "The link stops leading to your store. Orders that were set in motion before still count, and so does the code."
      : "The link leads to your store again.",
    action: post(whom, "partnership"),
    fixed: { partnershipId: id, to: pausing ? "paused" : "active" },
    fields: [{ ...reasonField, help: "It is kept in the history below." }],
    button: pausing ? "Pause" : "Resume",
  };
};

export const endReasons: Record<BrandEndReason, { label: string; help?: string }> = {
  brand_decision: { label: "We go separate ways" },
  inactive: { label: "Nothing came of it" },
  terms_broken: { label: "The terms were broken" },
  fraud: { label: "Fraud", help: "Nothing counts for orders placed from now on, not even for the 14 days." },
};

export const endAsk = (whom: Whom, { id, offerName }: ViewedPartnership): Ask => ({
  title: `End the partnership with ${whom.name}`,
  text: `It cannot be taken back. What was earned under “${offerName}” stays; orders with the code count for 14 days more.`,
  action: post(whom, "partnership"),
  fixed: { partnershipId: id, to: "ended" },
  fields: [
    {
      name: "endedFor",
      label: "Why it ends",
      kind: "choice",
      choices: Object.entries(endReasons).map(([value, words]) => ({ value, ...words })),
    },
    reasonField,
  ],
  button: "End the partnership",
  destructive: true,
});

export const leakAsk = (whom: Whom, code: { id: string; text: string; leakedSince: number | null }): Ask => {
  const leaked = code.leakedSince === null;
  return {
    title: leaked ? `Flag ${code.text} as leaked` : `Take the flag of ${code.text} back`,
    text: leaked
      ? "For a code that is out on coupon sites. On orders placed from now on, another creator's live click comes before it. Earlier orders stay as they are."
      : "The code counts in full for orders placed from now on. What went to others meanwhile stays theirs.",
    action: post(whom, "code"),
    fixed: { codeId: code.id, leaked: leaked ? "yes" : "no" },
    fields: [reasonField],
    button: leaked ? "Flag as leaked" : "Take the flag back",
    destructive: leaked,
  };
};

export const awardAsk = (whom: Whom, { id, holdDays }: ViewedPartnership): Ask => ({
  title: `Give ${whom.name} a bonus or bounty`,
  text: "It waits for its own hold, and is then paid with the next payouts. You can withdraw it until the hold ends.",
  action: post(whom, "award"),
  fixed: { intent: "grant", awardId: whom.formId, partnershipId: id, currency: whom.currency },
  fields: [
    {
      name: "kind",
      label: "What it is",
      kind: "choice",
      choices: [
        { value: "bonus", label: "Bonus", help: "For results." },
        { value: "bounty", label: "Bounty", help: "For a piece of content that you agreed on." },
      ],
    },
    { name: "amountMinor", label: "Amount", kind: "text", suffix: whom.currency },
    { name: "holdDays", label: "Hold", kind: "text", suffix: "days", initial: String(holdDays) },
    { ...reasonField, label: "What for" },
  ],
  button: "Grant it",
});

export const withdrawAsk = (whom: Whom, award: Award): Ask => ({
  title: `Withdraw the ${award.kind} of ${formatMoney(award)}`,
  text: "It is still on hold, so it can be taken back whole.",
  action: post(whom, "award"),
  fixed: { intent: "withdraw", awardId: award.id },
  fields: [reasonField],
  button: "Withdraw",
  destructive: true,
});

export const correctAsk = (whom: Whom): Ask => ({
  title: `Correct what is payable to ${whom.name}`,
  text: "An entry by hand, for what no rule could know. It may leave the balance below zero; what comes in next fills it up.",
  action: post(whom, "balance"),
  fixed: { intent: "correct", requestId: whom.formId, currency: whom.currency },
  fields: [
    {
      name: "way",
      label: "Which way",
      kind: "choice",
      choices: [
        { value: "add", label: "Add to the balance" },
        { value: "take", label: "Take off the balance" },
      ],
    },
    { name: "amountMinor", label: "Amount", kind: "text", suffix: whom.currency },
    reasonField,
  ],
  button: "Post the correction",
});

export const writeOffAsk = (whom: Whom, owedMinor: bigint): Ask => ({
  title: `Write off ${formatMoney({ amountMinor: owedMinor, currency: whom.currency })}`,
  text: "The balance is below zero because refunds came after a payout. Writing it off brings it to zero, at your cost.",
  action: post(whom, "balance"),
  fixed: {
    intent: "write_off",
    requestId: whom.formId,
    owedMinor: String(owedMinor),
    currency: whom.currency,
  },
  fields: [reasonField],
  button: "Write it off",
});
