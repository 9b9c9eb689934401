import type { Instant } from "#app/domain/kernel/instant.ts";
import { evidenceLabel, ledgerLine, maturityInWords } from "#app/domain/wording/reasons.ts";
import { capitalised } from "#app/domain/wording/words.ts";
import type { CommissionStanding, EarningLine } from "#app/services/ports/creator-earnings.ts";
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
    title: ledgerLine(line.kind),
    brandName,
    timeZone,
    at: line.happenedAt,
    amount: `${minus ? "−" : "+"}${money}`,
    minus,
    evidence: commission === null ? null : evidenceLabel(commission.evidence),
    why: whyOf(line),
    payable: line.kind === "accrual" && commission !== null ? payableOf(line, commission, now) : null,
    href: commission === null ? null : `/creator/earnings/${line.brandSlug}/${commission.reference}`,
  };
}

/** The stored reason of the line; a sale that still stands has a better one, the commission's own sentence. */
function whyOf({ kind, amountMinor, reason, commission }: EarningLine): string {
  const stands = kind === "accrual" && commission?.amountMinor === amountMinor;
  return `${capitalised(formatSentence(stands && commission.sentence !== "" ? commission.sentence : reason))}.`;
}

const payableOf = ({ currency, timeZone }: EarningLine, commission: CommissionStanding, now: Instant): string =>
  maturityInWords(commission, now, formatsOf(currency, timeZone));
