import type { OwnDetails } from "#app/domain/creator/own-details.ts";
import type { CreatorProfile, ProfileForm } from "#app/domain/creator/profile.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";

/** A creator as the portal knows the one who is signed in. */
export type CreatorAccount = {
  id: string;
  /** Empty until the profile is filled in. */
  displayName: string;
  /** Lower case. */
  handle: string;
  profile: CreatorProfile;
  createdAt: Instant;
};

export type CreatorAccounts = {
  byId(creatorId: string): Promise<CreatorAccount | null>;
  /** The account of an e-mail address, made when there is none; safe to run twice at once. */
  ofAddress(email: string, at: Instant): Promise<{ creatorId: string; isNew: boolean }>;
  /** For showing it to its owner, and nobody else; null once erased. */
  emailOf(creatorId: string): Promise<string | null>;
  saveProfile(creatorId: string, form: ProfileForm): Promise<"saved" | "handle_taken">;
  /** What tells the creator's own orders apart; for showing it to its owner, and nobody else. */
  ownDetailsOf(creatorId: string): Promise<OwnDetails>;
  saveOwnDetails(creatorId: string, details: OwnDetails): Promise<void>;
};
