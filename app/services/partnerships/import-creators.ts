import type { Columns } from "#app/domain/invitation/columns.ts";
import type { Invited } from "#app/domain/invitation/read-row.ts";
import type { Clock } from "../ports/clock.ts";
import type { Database } from "../ports/database.ts";
import type { Invitations } from "../ports/invitations.ts";
import { readImport, type ImportDeps, type ImportInput, type LineProblem, type ReadPerson } from "./read-import.ts";

/** What an import would do, or did. */
export type ImportCounts = {
  /** To be invited now. */
  fresh: number;
  /** Invited before and not answered: their invitation is brought up to date, no second mail. */
  invited: number;
  /** Joined before, or said no: left alone. */
  partners: number;
  declined: number;
  problems: number;
};

export type ImportPreview =
  | { kind: "unreadable"; why: string }
  | {
      kind: "preview";
      header: string[];
      columns: Columns;
      counts: ImportCounts;
      sample: Invited[];
      /** The first of them. */
      problems: LineProblem[];
    };

const MOST_SHOWN = 100;
const SAMPLE = 5;

/** What importing a file would do, without doing it. */
export async function previewImport(deps: ImportDeps, input: ImportInput): Promise<ImportPreview> {
  const read = await readImport(deps, input);
  if (read.kind === "unreadable") return read;
  const { header, columns, people, problems } = read;
  return {
    kind: "preview",
    header,
    columns,
    counts: countsOf(people, problems),
    sample: toInvite(people).slice(0, SAMPLE),
    problems: problems.slice(0, MOST_SHOWN),
  };
}

export type Imported = { kind: "unreadable"; why: string } | { kind: "imported"; counts: ImportCounts };

/**
 * Invites the creators of a file. Importing it again changes nothing but open invitations that it says something else of,
 * and mails nobody twice. Nobody becomes a partner by it: that takes their own acceptance of the terms.
 */
export async function importCreators(
  deps: ImportDeps & {
    invitations: Pick<Invitations, "standing" | "invite">;
    database: Pick<Database, "offers" | "activity">;
    clock: Clock;
  },
  { actor, ...input }: ImportInput & { actor: string },
): Promise<Imported> {
  const read = await readImport(deps, input);
  if (read.kind === "unreadable") return read;
  const { shopId, offerId } = input;
  const at = deps.clock.now();
  const people = toInvite(read.people);
  const fresh = people.length === 0 ? 0 : await deps.invitations.invite(shopId, offerId, people, { actor, at });
  const detail = { invited: fresh, problems: read.problems.length };
  await deps.database.activity.record({
    shopId,
    actor,
    action: "creators_imported",
    subject: `offer:${offerId}`,
    detail,
    at,
  });
  return { kind: "imported", counts: { ...countsOf(read.people, read.problems), fresh } };
}

const toInvite = (people: readonly ReadPerson[]): Invited[] =>
  people.flatMap(({ kind, invited }) => (kind === "new" || kind === "invited" ? [invited] : []));

function countsOf(people: readonly ReadPerson[], problems: readonly LineProblem[]): ImportCounts {
  const of = (kind: ReadPerson["kind"]) => people.filter((person) => person.kind === kind).length;
  return {
    fresh: of("new"),
    invited: of("invited"),
    partners: of("partner"),
    declined: of("declined"),
    problems: problems.length,
  };
}
