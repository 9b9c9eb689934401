import { Readable } from "node:stream";
import { stringify } from "csv-stringify";
import type { Instant } from "#app/domain/kernel/instant.ts";
import { formatDecimal } from "#app/domain/money/money.ts";
import type { EarningLine } from "#app/services/ports/creator-earnings.ts";
import { lineView } from "./line-view.ts";

const columns = ["date", "brand", "line", "evidence", "order", "amount", "currency", "payable", "why"] as const;

/** Amounts as plain decimals with a sign, days by UTC, in a file that spreadsheets know as UTF-8. */
export function earningsCsv(lines: AsyncIterable<EarningLine>, now: Instant): Readable {
  const rows = async function* () {
    for await (const line of lines) yield rowOf(line, now);
  };
  return Readable.from(rows()).pipe(stringify({ header: true, columns: [...columns], bom: true }));
}

function rowOf(line: EarningLine, now: Instant): Record<(typeof columns)[number], string | number> {
  const view = lineView(line, now);
  return {
    date: new Date(line.happenedAt).toISOString(),
    brand: harmless(line.brandName),
    line: view.title,
    evidence: view.evidence ?? "",
    order: line.commission?.reference ?? "",
    amount: formatDecimal(line),
    currency: line.currency,
    payable: view.payable ?? "",
    why: harmless(view.why),
  };
}

/** A spreadsheet would run a text that begins like a formula. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
