import type { Clock } from "../ports/clock.ts";
import type { CreatorDatabase, CreatorStores } from "../ports/creator-database.ts";
import type { OpenOffer } from "../ports/creator-offers.ts";
import type { MyInvitation } from "../ports/invitations.ts";

type Deps = {
  database: CreatorDatabase;
  clock: Clock;
  /** Makes the partnership of an application that its creator has just submitted: the brand has asked. */
  approveNow: (application: { shopId: number; applicationId: string }) => Promise<unknown>;
};

type Input = { creatorId: string; invitationId: string };

/** An invitation of the creator's own address, with the offer's terms; null offer: it is over. Null: not theirs. */
export async function viewInvitation(
  { database }: Pick<Deps, "database">,
  { creatorId, invitationId }: Input,
): Promise<{ invitation: MyInvitation; offer: OpenOffer | null } | null> {
  const invitation = await database.invitations.get(creatorId, invitationId);
  if (invitation === null) return null;
  return { invitation, offer: await database.offers.get(creatorId, invitation.offerId) };
}

export type Accepted =
  | { kind: "accepted"; offerId: string }
  | { kind: "not_found" }
  | { kind: "answered_before" }
  /** The offer takes nobody any more. */
  | { kind: "over" }
  /** The brand published other terms meanwhile: nobody accepts what they have not seen. */
  | { kind: "terms_changed" };

/**
 * Accepts an invitation on the terms that were shown. The acceptance is kept as an application is, and approved on the
 * spot; two taps at once make one partnership.
 */
export async function acceptInvitation(
  { database, clock, approveNow }: Deps,
  input: Input & { acceptedVersionId: string; acceptedTermsHash: string },
): Promise<Accepted> {
  const submitted = await database.transaction((tx) => submit(tx, clock, input));
  if (submitted.kind !== "submitted") return submitted;
  await approveNow(submitted);
  return { kind: "accepted", offerId: submitted.offerId };
}

type Submitted =
  | Exclude<Accepted, { kind: "accepted" }>
  | { kind: "submitted"; shopId: number; offerId: string; applicationId: string };

async function submit(
  tx: CreatorStores,
  clock: Clock,
  input: Parameters<typeof acceptInvitation>[1],
): Promise<Submitted> {
  const { creatorId } = input;
  const invitation = await tx.invitations.lock(creatorId, input.invitationId);
  if (invitation === null) return { kind: "not_found" };
  const { shopId, offerId } = invitation;
  const offer = await tx.offers.lock(creatorId, offerId);
  if (offer === null || !offer.open) return { kind: "over" };
  const waiting = offer.mine.application?.state === "submitted" ? offer.mine.application.id : null;
  if (offer.mine.partnershipId !== null || (invitation.state !== "open" && waiting === null))
    return { kind: "answered_before" };
  const { version } = offer;
  if (version.id !== input.acceptedVersionId || version.termsHash !== input.acceptedTermsHash)
    return { kind: "terms_changed" };

  const at = clock.now();
  const accepted = { acceptedVersionId: version.id, acceptedTermsHash: version.termsHash };
  const applicationId =
    waiting ?? (await tx.applications.submit({ shopId, offerId, creatorId, message: "", ...accepted, at }));
  if (applicationId === null) return { kind: "answered_before" };
  if (invitation.state === "open") await tx.invitations.answer(shopId, invitation.id, "accepted", at);
  const actor = `creator:${creatorId}`;
  await tx.activity.record({
    shopId,
    actor,
    action: "invitation_accepted",
    subject: `invitation:${invitation.id}`,
    at,
  });
  return { kind: "submitted", shopId, offerId, applicationId };
}

/** Says no; the brand is told, and the address that it gave us is forgotten. */
export async function declineInvitation(
  { database, clock }: Pick<Deps, "database" | "clock">,
  { creatorId, invitationId }: Input,
): Promise<{ kind: "declined" | "answered_before" | "not_found" }> {
  return database.transaction(async (tx) => {
    const invitation = await tx.invitations.lock(creatorId, invitationId);
    if (invitation === null) return { kind: "not_found" };
    if (invitation.state !== "open") return { kind: "answered_before" };
    const at = clock.now();
    await tx.invitations.answer(invitation.shopId, invitation.id, "declined", at);
    const subject = `invitation:${invitation.id}`;
    const actor = `creator:${creatorId}`;
    await tx.activity.record({ shopId: invitation.shopId, actor, action: "invitation_declined", subject, at });
    return { kind: "declined" };
  });
}
