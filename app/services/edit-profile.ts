import { profileForm, type ProfileForm } from "#app/domain/creator/profile.ts";
import type { CreatorAccounts } from "./ports/creator-accounts.ts";

type Deps = { accounts: Pick<CreatorAccounts, "saveProfile"> };

export type ProfileSaved =
  | { kind: "saved" }
  /** By field: what is wrong and what would be right. */
  | { kind: "invalid"; problems: Partial<Record<keyof ProfileForm, string>> };

/** @param input.form as a browser sends it, unchecked */
export async function editProfile(
  { accounts }: Deps,
  { creatorId, form }: { creatorId: string; form: unknown },
): Promise<ProfileSaved> {
  const parsed = profileForm.safeParse(form);
  if (!parsed.success) {
    const problems: Partial<Record<keyof ProfileForm, string>> = {};
    for (const { path, message } of parsed.error.issues) problems[path[0] as keyof ProfileForm] ??= message;
    return { kind: "invalid", problems };
  }
  const saved = await accounts.saveProfile(creatorId, parsed.data);
  if (saved === "saved") return { kind: "saved" };
  return { kind: "invalid", problems: { handle: "somebody has this handle: choose another one" } };
}
