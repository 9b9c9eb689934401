import { formatInstant, type Instant } from "#app/domain/kernel/instant.ts";
import type { CreatorMail } from "../ports/outbox.ts";

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
