import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Settled } from "./stage.ts";

/** What came of one journey of a shopper. */
export type Outcome = Settled & { readonly journey: string };

const DOCUMENT = path.resolve("docs/capture.md");
const PART = /(<!-- journeys: written by tests\/e2e\/capture\/doors\.test\.ts -->\n\n)([^]*?)(\n\n<!-- \/journeys -->)/;

/** A table as the formatter leaves it. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const rows = [
    ["journey", "credited to", "by", "commission"],
    ...outcomes.map(({ journey, creator, evidence, reason, amountMinor }) => [
      journey.replaceAll("|", "\\|"),
      creator ?? "nobody",
      evidence ?? reason,
      amountMinor === null ? "none" : `$${(Number(amountMinor) / 100).toFixed(2)}`,
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}

/** The table in the document. With `WRITE_DOCS=1` it is brought up to date first. */
export function documented(outcomes: readonly Outcome[]): string {
  const text = readFileSync(DOCUMENT, "utf8");
  if (process.env["WRITE_DOCS"] === "1")
    writeFileSync(
      DOCUMENT,
      text.replace(PART, (_, before: string, __, after: string) => before + tableOf(outcomes) + after),
    );
  return PART.exec(readFileSync(DOCUMENT, "utf8"))?.[2] ?? "";
}
