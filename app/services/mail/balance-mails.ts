import type { Money } from "#app/domain/money/money.ts";
import type { CreatorMail } from "../ports/outbox.ts";
import { inMail } from "./amounts.ts";

type Told = { creatorId: string; brandName: string; money: Money; reason: string; earningsUrl: string };

/** @param told.money what was added; below zero for what was taken away */
export const balanceCorrectedMail = ({ creatorId, brandName, money, reason, earningsUrl }: Told): CreatorMail => {
  const added = money.amountMinor > 0n;
  const amount = inMail(added ? money : { ...money, amountMinor: -money.amountMinor });
  return {
    kind: "balance_corrected",
    creatorId,
    subject: added ? `${brandName} added ${amount} to your balance` : `${brandName} took ${amount} off your balance`,
    text: [
      added
        ? `${brandName} added ${amount} to what is payable to you.`
        : `${brandName} took ${amount} off what is payable to you. Should that leave less than nothing, your next earnings fill it up.`,
      `The reason they gave: ${reason}`,
      `All your earnings:\n${earningsUrl}`,
    ].join("\n\n"),
  };
};

export const balanceWrittenOffMail = ({ creatorId, brandName, money, reason, earningsUrl }: Told): CreatorMail => ({
  kind: "balance_written_off",
  creatorId,
  subject: `${brandName} wrote off ${inMail(money)} in your favour`,
  text: [
    `Your balance with ${brandName} was ${inMail(money)} below zero. They gave that up: it is zero now, and you owe nothing.`,
    `The reason they gave: ${reason}`,
    `All your earnings:\n${earningsUrl}`,
  ].join("\n\n"),
});
