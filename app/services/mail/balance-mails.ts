import { readCurrency } from "#app/domain/money/currency.ts";
import type { Money } from "#app/domain/money/money.ts";
import type { Balances } from "../ports/ledger.ts";
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

type Frozen = {
  creatorId: string;
  brandName: string;
  balances: readonly Pick<Balances, "currency" | "pendingMinor" | "payableMinor" | "inTransitMinor">[];
  payoutsUrl: string;
};

/** Currencies are never added up: a line for each. */
export const balancesFrozenMail = ({ creatorId, brandName, balances, payoutsUrl }: Frozen): CreatorMail => ({
  kind: "balances_frozen",
  creatorId,
  subject: `${brandName} removed Fairshare: what they owe you is frozen`,
  text: [
    `${brandName} removed Fairshare from their store. What they owe you stays owed, and stays written down:`,
    balances.map(inLines).join("\n"),
    "Nothing of it is paid, released or taken back through Fairshare until they come back. Your links to them stop; do not count on new sales there.",
    `To ask for your money, write to the brand; your balances and payouts are the proof:\n${payoutsUrl}`,
  ].join("\n\n"),
});

function inLines({ currency, pendingMinor, payableMinor, inTransitMinor }: Frozen["balances"][number]): string {
  const known = readCurrency(currency);
  const amount = (amountMinor: bigint) =>
    known === null ? `${amountMinor} ${currency}` : inMail({ amountMinor, currency: known });
  const onItsWay = inTransitMinor === 0n ? "" : `, on its way: ${amount(inTransitMinor)}`;
  return `Payable: ${amount(payableMinor)}, pending: ${amount(pendingMinor)}${onItsWay}`;
}
