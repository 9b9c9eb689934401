import { CsvError, parse } from "csv-parse/sync";

/** Rows of a file that another app exported, with the line on which each begins. */
export type CreatorFile =
  | { kind: "table"; header: string[]; rows: { line: number; cells: string[] }[] }
  /** `why` says what to do about it. */
  | { kind: "unreadable"; why: string };

export const MOST_ROWS = 10_000;
/** Characters: far more than so many rows of people have. */
const LONGEST_FILE = 5_000_000;

const separators = [",", ";", "\t"] as const;

/** Reads a CSV with its first row as titles: commas, semicolons or tabs, quoted line breaks, with or without a BOM. */
export function readCreatorFile(text: string): CreatorFile {
  if (text.trim() === "")
    return { kind: "unreadable", why: "There is nothing in it. Choose a file, or paste its text." };
  if (text.length > LONGEST_FILE)
    return { kind: "unreadable", why: "The file is too large. Split it into smaller ones." };
  if (text.includes("\0")) return { kind: "unreadable", why: "This is no text. Export the list as CSV, not as Excel." };
  const records = recordsOf(text);
  if (!Array.isArray(records)) return records;
  const [titles, ...rows] = records;
  if (titles === undefined || rows.length === 0)
    return {
      kind: "unreadable",
      why: "There is only one row. The first row has the titles, each creator one below it.",
    };
  if (rows.length > MOST_ROWS)
    return {
      kind: "unreadable",
      why: `There are ${rows.length.toLocaleString("en")} creators in it; up to ${MOST_ROWS.toLocaleString("en")} can be imported at once. Split the file.`,
    };
  return { kind: "table", header: titles.cells, rows };
}

type Row = { line: number; cells: string[] };

function recordsOf(text: string): Row[] | Extract<CreatorFile, { kind: "unreadable" }> {
  const rows: Row[] = [];
  try {
    parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      // One beyond what is taken: that there are more is told.
      to: MOST_ROWS + 2,
      on_record: (cells: string[], { lines }) => {
        if (cells.some((cell) => cell.trim() !== "")) rows.push({ line: lines - breaksIn(cells), cells });
        return null;
      },
    });
    return rows;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const where = `line ${String(error["lines"] ?? 1)}`;
    return error.code === "CSV_QUOTE_NOT_CLOSED"
      ? {
          kind: "unreadable",
          why: `A quotation mark is opened and never closed, at the end of the file or before ${where}.`,
        }
      : { kind: "unreadable", why: `The text is not CSV at ${where}. Export it again as CSV.` };
  }
}

/** `lines` counts to a record's end. */
const breaksIn = (cells: readonly string[]): number => cells.join("").split("\n").length - 1;

/** The one that the titles have most of, outside of quotes. */
function separatorOf(text: string): string {
  const titles = text.slice(0, text.search(/\r|\n|$/)).replaceAll(/"[^"]*"/g, "");
  const count = (separator: string): number => titles.split(separator).length;
  return [...separators].toSorted((a, b) => count(b) - count(a))[0] ?? ",";
}
