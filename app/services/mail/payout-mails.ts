import type { Money } from "#app/domain/money/money.ts";
import { formatInstant, type Instant } from "#app/domain/kernel/instant.ts";
import type { CreatorMail } from "../ports/outbox.ts";
import { inMail } from "./amounts.ts";

type Changed = { creatorId: string; effectiveFrom: Instant | null; payoutsUrl: string };

/** The details themselves are not in it: mail is not a safe place for them. */
export const payoutMethodChangedMail = ({ creatorId, effectiveFrom, payoutsUrl }: Changed): CreatorMail => ({
  kind: "payout_method_changed",
  creatorId,
  subject: "How you are paid was changed",
  text: [
    effectiveFrom === null
      ? "You told us how you want to be paid. Brands that owe you money see it when they pay."
      : `How you are paid was changed. The new details count from ${formatInstant(effectiveFrom).slice(0, 10)}; until then the old ones do.`,
    `Was it not you? Then open your payouts, and keep the old details:\n${payoutsUrl}`,
  ].join("\n\n"),
});

type PayoutMail = { creatorId: string; brandName: string; money: Money; portalUrl: string };

export const payoutPaidMail = ({
  creatorId,
  brandName,
  money,
  reference,
  portalUrl,
}: PayoutMail & { reference: string }): CreatorMail => ({
  kind: "payout_paid",
  creatorId,
  subject: `${brandName} paid you ${inMail(money)}`,
  text: [
    `${brandName} paid you ${inMail(money)}.`,
    `Their reference: ${reference}`,
    `Every sale behind it:\n${portalUrl}`,
  ].join("\n\n"),
});

const UNPAID = {
  failed: {
    subject: (brandName: string) => `A payout of ${brandName} did not reach you`,
    text: (brandName: string, amount: string) => `${brandName} tried to pay you ${amount}, and it did not work`,
  },
  returned: {
    subject: (brandName: string) => `A payout of ${brandName} came back`,
    text: (brandName: string, amount: string) => `${brandName} paid you ${amount}, and the money came back`,
  },
} as const;

export const payoutUnpaidMail = ({
  creatorId,
  brandName,
  money,
  outcome: { kind, why },
  portalUrl,
}: PayoutMail & { outcome: { kind: keyof typeof UNPAID; why: string } }): CreatorMail => ({
  kind: `payout_${kind}`,
  creatorId,
  subject: UNPAID[kind].subject(brandName),
  text: [
    `${UNPAID[kind].text(brandName, inMail(money))}: ${why}`,
    "The money is yours still, and is part of the next payout.",
    `How you are paid:\n${portalUrl}`,
  ].join("\n\n"),
});
