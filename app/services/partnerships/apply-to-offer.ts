import { isComplete } from "#app/domain/creator/profile.ts";
import { DAY_MS, type Instant } from "#app/domain/kernel/instant.ts";
import { applicationReceivedMail } from "../mail/application-mails.ts";
import type { Addresses } from "../ports/addresses.ts";
import type { Clock } from "../ports/clock.ts";
import type { CreatorAccount } from "../ports/creator-accounts.ts";
import type { CreatorDatabase, CreatorStores } from "../ports/creator-database.ts";
import type { OpenOffer } from "../ports/creator-offers.ts";
import type { RateLimits } from "../ports/creator-sign-in.ts";

type Deps = {
  database: CreatorDatabase;
  limits: RateLimits;
  clock: Clock;
  addresses: Addresses;
  /** Approves on the spot where the offer says so; null where a brand has to look. */
  approveNow: ((application: { shopId: number; applicationId: string }) => Promise<unknown>) | null;
};

export const LONGEST_MESSAGE = 1000;
/** Brands read applications: nobody asks all of them at once. */
const MOST_OPEN = 50;
/** After a decline the brand is left in peace for a while. */
export const ASK_AGAIN_DAYS = 30;

export type Applied =
  | { kind: "applied"; applicationId: string; approved: boolean }
  | { kind: "not_found" }
  | { kind: "profile_incomplete" }
  | { kind: "message_too_long" }
  /** The brand published other terms meanwhile: nobody accepts what they have not seen. */
  | { kind: "terms_changed" }
  | { kind: "applied_before" }
  | { kind: "declined_recently"; askAgainAt: Instant }
  | { kind: "too_many"; retryAfterSeconds: number | null };

export type ApplyInput = {
  account: CreatorAccount;
  offerId: string;
  message: string;
  /** The version whose terms the creator was shown, with their hash; kept with the application for good. */
  acceptedVersionId: string;
  acceptedTermsHash: string;
};

/** Asks to join an offer, on the terms that were shown. Two taps at once are one application. */
export async function applyToOffer(deps: Deps, input: ApplyInput): Promise<Applied> {
  const { account } = input;
  if (!isComplete(account)) return { kind: "profile_incomplete" };
  if (input.message.trim().length > LONGEST_MESSAGE) return { kind: "message_too_long" };
  const limit = await deps.limits.take("apply", account.id);
  if (!limit.allowed) return { kind: "too_many", retryAfterSeconds: limit.retryAfterSeconds };

  const submitted = await deps.database.transaction((tx) => submit(deps, tx, input));
  if (submitted.kind !== "submitted") return submitted;
  const { offer, applicationId } = submitted;
  if (!offer.autoApprove || deps.approveNow === null) return { kind: "applied", applicationId, approved: false };
  await deps.approveNow({ shopId: offer.shopId, applicationId });
  return { kind: "applied", applicationId, approved: true };
}

type Submitted = Exclude<Applied, { kind: "applied" }> | { kind: "submitted"; offer: OpenOffer; applicationId: string };

async function submit({ clock, addresses }: Deps, tx: CreatorStores, input: ApplyInput): Promise<Submitted> {
  const { account } = input;
  const offer = await tx.offers.lock(account.id, input.offerId);
  if (offer === null || !offer.open) return { kind: "not_found" };
  const { version, mine } = offer;
  if (mine.partnershipId !== null || mine.application?.state === "submitted") return { kind: "applied_before" };
  const askAgainAt = mayAskAgainAt(mine.application);
  const at = clock.now();
  if (askAgainAt !== null && at < askAgainAt) return { kind: "declined_recently", askAgainAt };
  if (version.id !== input.acceptedVersionId || version.termsHash !== input.acceptedTermsHash)
    return { kind: "terms_changed" };
  if ((await tx.applications.countOpen(account.id)) >= MOST_OPEN) return { kind: "too_many", retryAfterSeconds: null };

  const applicationId = await tx.applications.submit({
    shopId: offer.shopId,
    offerId: offer.id,
    creatorId: account.id,
    message: input.message.trim(),
    acceptedVersionId: version.id,
    acceptedTermsHash: version.termsHash,
    at,
  });
  if (applicationId === null) return { kind: "applied_before" };
  if (!offer.autoApprove) await tx.mail.toCreator(receivedMail(account.id, offer, addresses));
  await tx.activity.record({
    shopId: offer.shopId,
    actor: `creator:${account.id}`,
    action: "application_submitted",
    subject: `application:${applicationId}`,
    at,
  });
  return { kind: "submitted", offer, applicationId };
}

/** When a declined creator may apply again; null: at once. */
export function mayAskAgainAt(application: OpenOffer["mine"]["application"]): Instant | null {
  if (application?.state !== "declined" || application.decidedAt === null) return null;
  return (application.decidedAt + ASK_AGAIN_DAYS * DAY_MS) as Instant;
}

const receivedMail = (creatorId: string, offer: OpenOffer, addresses: Addresses) =>
  applicationReceivedMail({
    creatorId,
    brandName: offer.brandName,
    offerName: offer.name,
    offerUrl: addresses.portal(`/offers/${offer.id}`),
  });
