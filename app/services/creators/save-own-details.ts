import { problemsByField, type FieldProblems } from "#app/domain/creator/field-problems.ts";
import { type OwnDetails, ownDetailsForm } from "#app/domain/creator/own-details.ts";
import type { CreatorAccounts } from "../ports/creator-accounts.ts";

type Deps = { accounts: Pick<CreatorAccounts, "saveOwnDetails"> };

export type OwnDetailsSaved = { kind: "saved" } | { kind: "invalid"; problems: FieldProblems<OwnDetails> };

/**
 * Keeps, or forgets, what tells a creator's own orders apart. Orders are held for it from then on; what is decided of
 * earlier ones stays.
 *
 * @param input.form as a browser sends it, unchecked
 */
export async function saveOwnDetails(
  { accounts }: Deps,
  { creatorId, form }: { creatorId: string; form: unknown },
): Promise<OwnDetailsSaved> {
  const parsed = ownDetailsForm.safeParse(form);
  if (!parsed.success) return { kind: "invalid", problems: problemsByField(parsed.error) };
  await accounts.saveOwnDetails(creatorId, parsed.data);
  return { kind: "saved" };
}
