import { z } from "zod";
import type { Columns, Field } from "./columns.ts";
import { oldLinkToken, oldLinkValue } from "./old-links.ts";

/** A creator whom a brand asks to join, with what they bring along from the app before. */
export type Invited = {
  readonly email: string;
  readonly name: string;
  readonly code: string | null;
  /** Their own rate; null: what the offer pays. */
  readonly ownRateBps: number | null;
  /** What their old links leave on an order. */
  readonly oldToken: string | null;
};

/** What is wrong in a row, where, and what to do about it. */
export type RowProblem = { readonly field: Field; readonly why: string };

export type RowRead =
  { readonly kind: "invited"; readonly invited: Invited } | { readonly kind: "problem"; readonly problem: RowProblem };

const address = z.email().max(254);
const LONGEST_NAME = 80;
const CODE = /^[^\s/\\?#,;|]{1,64}$/u;

class Problem extends Error {
  readonly field: Field;
  constructor(field: Field, why: string) {
    super(why);
    this.field = field;
  }
}

/** Reads one row of a file; the first thing wrong in it is told. */
export function readRow(cells: readonly string[], columns: Columns, parameter: string): RowRead {
  const cell = (field: Field): string => (cells[columns[field] ?? -1] ?? "").trim();
  try {
    const invited = {
      email: emailOf(cell("email")),
      name: [cell("name"), cell("lastName")].filter(Boolean).join(" ").slice(0, LONGEST_NAME),
      code: codeOf(cell("code")),
      ownRateBps: rateOf(cell("rate")),
      oldToken: tokenOf(cell("link"), parameter),
    };
    return { kind: "invited", invited };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { kind: "problem", problem: { field: error.field, why: error.message } };
  }
}

function emailOf(text: string): string {
  if (text === "") throw new Problem("email", "is empty. Without an address nobody can be asked: add it.");
  const parsed = address.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new Problem("email", `“${shown(text)}” is no e-mail address. It should look like maya@example.com.`);
}

function codeOf(text: string): string | null {
  if (text === "") return null;
  if (CODE.test(text)) return text;
  throw new Problem("code", `“${shown(text)}” is not one code. Keep one, without spaces, up to 64 characters.`);
}

/** `10`, `10%` and `12,5 %` are percentages of the sale. */
function rateOf(text: string): number | null {
  if (text === "") return null;
  const match = /^(\d{1,3})(?:[.,](\d{1,2})0{0,2})?\s*%?$/.exec(text);
  if (match === null)
    throw new Problem("rate", `“${shown(text)}” is no percentage such as 12.5. Leave it empty for the offer's rate.`);
  const [, whole, part = ""] = match;
  const bps = Number(whole) * 100 + Number(part.padEnd(2, "0"));
  if (bps > 0 && bps <= 10_000) return bps;
  throw new Problem("rate", "has to be above 0 and at most 100 %. Leave it empty for the offer's rate.");
}

function tokenOf(text: string, parameter: string): string | null {
  if (text === "") return null;
  const value = oldLinkValue(parameter, text);
  if (value === null)
    throw new Problem("link", `“${shown(text)}” does not carry ${parameter}. Choose the app before, or its parameter.`);
  if (/[A-Za-z0-9]/.test(value)) return oldLinkToken(parameter, value);
  throw new Problem("link", `“${shown(value)}” has no letter or digit that a link carries. Leave it empty.`);
}

const shown = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
