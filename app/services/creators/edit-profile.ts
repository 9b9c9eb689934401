import { problemsByField, type FieldProblems } from "#app/domain/creator/field-problems.ts";
import { profileForm, type ProfileForm } from "#app/domain/creator/profile.ts";
import type { CreatorAccounts } from "../ports/creator-accounts.ts";

type Deps = { accounts: Pick<CreatorAccounts, "saveProfile"> };

export type ProfileSaved = { kind: "saved" } | { kind: "invalid"; problems: FieldProblems<ProfileForm> };

/** @param input.form as a browser sends it, unchecked */
export async function editProfile(
  { accounts }: Deps,
  { creatorId, form }: { creatorId: string; form: unknown },
): Promise<ProfileSaved> {
  const parsed = profileForm.safeParse(form);
  if (!parsed.success) return { kind: "invalid", problems: problemsByField(parsed.error) };
  const saved = await accounts.saveProfile(creatorId, parsed.data);
  if (saved === "saved") return { kind: "saved" };
  return { kind: "invalid", problems: { handle: "somebody has this handle: choose another one" } };
}
