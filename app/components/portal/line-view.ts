import type { Instant } from "#app/domain/kernel/instant.ts";
import { awardInWords, awardLine, FROZEN_IN_WORDS } from "#app/domain/wording/awards.ts";
import { evidenceLabel, ledgerLine, maturityInWords } from "#app/domain/wording/reasons.ts";
import { capitalised } from "#app/domain/wording/words.ts";
import type { EarningLine } from "#app/services/ports/creator-earnings.ts";
import { formatMoney, formatSentence } from "../format.ts";
import { formatsOf } from "./formats.ts";

/** A line of the earnings as the page writes it. */
export type LineView = {
  id: string;
  title: string;
  brandName: string;
  timeZone: string;
  at: Instant;
  /** With its sign. */
  amount: string;
  minus: boolean;
  evidence: string | null;
  /** Why it is what it is. */
  why: string;
  /** When it is payable, or why not yet; null for what does not wait. */
  payable: string | null;
  /** The whole explanation. */
  href: string | null;
};

export function lineView(line: EarningLine, now: Instant): LineView {
  const { commission, brandName, timeZone, currency } = line;
  const minus = line.amountMinor < 0n;
  const money = formatMoney({ amountMinor: minus ? -line.amountMinor : line.amountMinor, currency });
  return {
    id: line.id,
    title: line.award === null ? ledgerLine(line.kind) : awardLine(line.award.kind, minus),
    brandName,
    timeZone,
    at: line.happenedAt,
    amount: `${minus ? "−" : "+"}${money}`,
    minus,
    evidence: commission === null ? null : evidenceLabel(commission.evidence),
    why: whyOf(line),
    payable: payableOf(line, now),
    href: commission === null ? null : `/creator/earnings/${line.brandSlug}/${commission.reference}`,
  };
}

/** The stored reason of the line; a sale that still stands has a better one, the commission's own sentence. */
function whyOf({ kind, amountMinor, reason, commission }: EarningLine): string {
  const stands = kind === "accrual" && commission?.amountMinor === amountMinor;
  const said = capitalised(formatSentence(stands && commission.sentence !== "" ? commission.sentence : reason));
  return /[.!?]$/.test(said) ? said : `${said}.`;
}

/** Of the lines that bring something in and may still wait. */
function payableOf({ kind, award, commission, frozen, currency, timeZone }: EarningLine, now: Instant): string | null {
  const formats = formatsOf(currency, timeZone);
  if (award !== null) return kind === award.kind ? awardInWords(award, { frozen, now }, formats) : null;
  if (kind !== "accrual" || commission === null) return null;
  return frozen && commission.maturedMinor < commission.amountMinor
    ? FROZEN_IN_WORDS
    : maturityInWords(commission, now, formats);
}
