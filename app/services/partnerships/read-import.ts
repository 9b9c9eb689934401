import { guessColumns, type Columns, type Field } from "#app/domain/invitation/columns.ts";
import { isParameter } from "#app/domain/invitation/old-links.ts";
import { readRow, type Invited } from "#app/domain/invitation/read-row.ts";
import { folded } from "#app/domain/kernel/text.ts";
import type { Database } from "../ports/database.ts";
import type { Invitations, Standing } from "../ports/invitations.ts";
import { readCreatorFile } from "./read-creator-file.ts";

export type ImportDeps = { invitations: Pick<Invitations, "standing">; database: Pick<Database, "offers"> };

export type ImportInput = {
  shopId: number;
  offerId: string;
  /** Of the old app's links. */
  parameter: string;
  text: string;
  /** Null: guessed by the titles. */
  columns: Columns | null;
};

/** Something wrong in a file: the line, the column's title, and what to do. */
export type LineProblem = { line: number; column: string; why: string };

export type ReadPerson = { line: number; invited: Invited; kind: Standing["kind"] };

export type ImportRead =
  /** `why` says what to do. */
  | { kind: "unreadable"; why: string }
  | { kind: "read"; header: string[]; columns: Columns; people: ReadPerson[]; problems: LineProblem[] };

const names: Record<Field, string> = {
  email: "E-mail",
  name: "Name",
  lastName: "Last name",
  code: "Code",
  link: "Old link",
  rate: "Commission",
};

/** Reads a file of creators and compares it with what the shop knows: good rows go on, bad ones are named. */
export async function readImport({ invitations, database }: ImportDeps, input: ImportInput): Promise<ImportRead> {
  const { shopId, offerId, parameter } = input;
  const offer = await database.offers.get(shopId, offerId);
  if (offer?.status !== "live") return { kind: "unreadable", why: "Choose a live offer that they join." };
  if (!isParameter(parameter))
    return { kind: "unreadable", why: "The link's parameter is a word such as sca_ref: letters, digits, _ and -." };
  const file = readCreatorFile(input.text);
  if (file.kind === "unreadable") return file;

  const columns = input.columns ?? guessColumns(file.header);
  const title = (field: Field): string => file.header[columns[field] ?? -1]?.trim() || names[field];
  const problems: LineProblem[] = [];
  if (columns.email === null)
    problems.push({ line: 1, column: names.email, why: "Choose the column with the address." });

  const people: { line: number; invited: Invited }[] = [];
  const seen = repetitions();
  for (const { line, cells } of columns.email === null ? [] : file.rows) {
    const read = readRow(cells, columns, parameter);
    const problem = read.kind === "problem" ? read.problem : seen(line, read.invited);
    if (problem !== null) problems.push({ line, column: title(problem.field), why: problem.why });
    else if (read.kind === "invited") people.push({ line, invited: read.invited });
  }

  const standing = await invitations.standing(
    shopId,
    offerId,
    people.map(({ invited }) => invited),
  );
  const good: ReadPerson[] = [];
  people.forEach(({ line, invited }, index) => {
    const known = standing[index];
    if (known === undefined) throw new Error("a standing for each of the people");
    if (known.codeTaken)
      problems.push({
        line,
        column: title("code"),
        why: `${invited.code} is another creator's. Leave it empty, or end that first.`,
      });
    else if (known.tokenTaken)
      problems.push({
        line,
        column: title("link"),
        why: "This link is another creator's. Leave it empty, or check the file.",
      });
    else good.push({ line, invited, kind: known.kind });
  });
  return {
    kind: "read",
    header: file.header,
    columns,
    people: good,
    problems: problems.toSorted((a, b) => a.line - b.line),
  };
}

/** Tells what an earlier line of the same file has already. */
function repetitions() {
  const lines = new Map<string, number>();
  return (line: number, invited: Invited): { field: Field; why: string } | null => {
    const told: [Field, string | null, string][] = [
      ["email", folded(invited.email), "The same address"],
      ["code", invited.code === null ? null : folded(invited.code), "The same code"],
      ["link", invited.oldToken, "The same link"],
    ];
    for (const [field, value, what] of told) {
      const earlier = value === null ? undefined : lines.get(`${field} ${value}`);
      if (earlier !== undefined) return { field, why: `${what} is on line ${earlier}. Keep one of the two.` };
    }
    for (const [field, value] of told) if (value !== null) lines.set(`${field} ${value}`, line);
    return null;
  };
}
