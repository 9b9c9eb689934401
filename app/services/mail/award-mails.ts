import { formatInstant } from "#app/domain/kernel/instant.ts";
import type { Award } from "../ports/awards.ts";
import type { CreatorMail } from "../ports/outbox.ts";
import { inMail } from "./amounts.ts";

type Told = { award: Award; brandName: string; earningsUrl: string };

const forWhat = { bonus: "a bonus", bounty: "a bounty for agreed content" } as const;

export const awardGrantedMail = ({ award, brandName, earningsUrl }: Told): CreatorMail => ({
  kind: "award_granted",
  creatorId: award.creatorId,
  subject: `${brandName} gives you a ${award.kind} of ${inMail(award)}`,
  text: [
    `${brandName} gives you ${forWhat[award.kind]}: ${inMail(award)}.`,
    `What for: ${award.reason}`,
    award.holdDays === 0
      ? "It becomes payable within minutes, and is part of the brand's next payout."
      : `It is on hold until ${formatInstant(award.maturesAt).slice(0, 10)}. From then on it is payable, and part of the brand's next payout.`,
    `All your earnings:\n${earningsUrl}`,
  ].join("\n\n"),
});

export const awardWithdrawnMail = ({
  award,
  reason,
  brandName,
  earningsUrl,
}: Told & { reason: string }): CreatorMail => ({
  kind: "award_withdrawn",
  creatorId: award.creatorId,
  subject: `${brandName} took back a ${award.kind} of ${inMail(award)}`,
  text: [
    `${brandName} took back a ${award.kind} that was still on hold: ${inMail(award)}.`,
    `It was for: ${award.reason}`,
    `The reason they gave: ${reason}`,
    `All your earnings, with both lines:\n${earningsUrl}`,
  ].join("\n\n"),
});
