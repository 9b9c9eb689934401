import { parseCurrency } from "#app/domain/money/currency.ts";
import type { PageActivity } from "#app/services/ports/creator-page.ts";
import { formatMoney } from "../format.ts";

const words: Record<string, string> = {
  application_submitted: "Applied",
  application_withdrawn: "Withdrew the application",
  application_approved: "Approved the application",
  application_declined: "Declined the application",
  partnership_active: "Resumed the partnership",
  partnership_paused: "Paused the partnership",
  partnership_ended: "Ended the partnership",
  partnership_ended_by_creator: "Left the partnership",
  code_flagged: "Flagged the code as leaked",
  code_cleared: "Took the leak flag back",
  code_refused: "The code could not be made",
  code_renamed: "The code got another name",
  code_retired: "The code was taken away",
  code_not_retired: "The code could not be taken away",
  award_granted: "Granted",
  award_withdrawn: "Withdrew",
  balance_corrected: "Corrected the balance",
  balance_written_off: "Wrote off a balance below zero",
  payout_paid: "Recorded a payout as paid",
  payout_failed: "Recorded a payout as failed",
};

/** `Ended the partnership (fraud)`. What a newer version of us wrote is shown by its name. */
export function activityInWords({ action, detail }: Pick<PageActivity, "action" | "detail">): string {
  const said = words[action] ?? action.replaceAll("_", " ");
  const { code, kind, endedFor } = detail;
  const of = [
    typeof kind === "string" ? `a ${kind}` : null,
    typeof code === "string" ? code : null,
    endedFor === "fraud" ? "for fraud" : null,
    amountOf(detail),
  ].filter((part) => part !== null);
  return of.length === 0 ? said : `${said}: ${of.join(", ")}`;
}

function amountOf({ amountMinor, currency }: PageActivity["detail"]): string | null {
  const known = typeof currency === "string" ? parseCurrency(currency) : null;
  if (known === null || typeof amountMinor !== "string" || !/^-?\d+$/.test(amountMinor)) return null;
  return formatMoney({ amountMinor: BigInt(amountMinor), currency: known });
}

/** The reason that a person gave, or the machine's. */
export const reasonInHistory = ({ reason, why }: PageActivity["detail"]): string =>
  typeof reason === "string" ? reason : typeof why === "string" ? why : "";

/** Users of the admin are known by their number alone. */
export function actorInWords(actor: string): string {
  const user = /^merchant:(.+)$/.exec(actor)?.[1];
  if (user !== undefined) return `Store user ${user}`;
  return actor.startsWith("creator:") ? "The creator" : "Fairshare";
}
