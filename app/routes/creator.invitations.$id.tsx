import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { PortalError } from "#app/components/portal/error.tsx";
import { formatsOf } from "#app/components/portal/formats.ts";
import { InvitationBox } from "#app/components/portal/invitation-box.tsx";
import { OfferTerms } from "#app/components/portal/offer-terms.tsx";
import { savingHeadline } from "#app/domain/wording/earnings-in-words.ts";
import { termsInPlainWords } from "#app/domain/wording/terms-in-plain-words.ts";
import { assertSameOrigin } from "#app/server/portal/same-origin.ts";
import { requireCreator } from "#app/server/portal/visit.ts";
import {
  acceptInvitation,
  declineInvitation,
  viewInvitation,
  type Accepted,
} from "#app/services/partnerships/answer-invitation.ts";

export const meta: MetaFunction = () => [
  { title: "An invitation · Fairshare" },
  { name: "robots", content: "noindex" },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { account } = await requireCreator(request, context);
  const { creators, clock } = context.container;
  const seen = await viewInvitation(creators, { creatorId: account.id, invitationId: params["id"] ?? "" });
  if (seen === null) return data({ kind: "not_yours" as const }, { status: 404 });
  const { invitation, offer } = seen;
  if (offer === null || (!offer.open && offer.mine.partnershipId === null))
    return { kind: "over" as const, brandName: invitation.brandName };
  const formats = formatsOf(offer.version.currency, offer.timeZone);
  const { id, number, termsHash, effectiveFrom } = offer.version;
  return {
    kind: "terms" as const,
    brandName: offer.brandName,
    shopDomain: offer.shopDomain,
    offerName: offer.name,
    description: offer.description,
    saving: savingHeadline(offer.version.shopperTerms, formats),
    lines: termsInPlainWords({ ...offer.version, noticeDays: offer.noticeDays }, formats, invitation.ownRateBps),
    version: { id, number, hash: termsHash },
    startsLater: effectiveFrom > clock.now() ? formats.day(effectiveFrom) : null,
    state: invitation.state,
    partnershipId: offer.mine.partnershipId,
    code: invitation.code,
    hasOldLink: invitation.hasOldLink,
  };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  assertSameOrigin(request, context.container.env.SHOPIFY_APP_URL);
  const { account } = await requireCreator(request, context);
  const { creators } = context.container;
  const form = await request.formData();
  const text = (name: string) => String(form.get(name) ?? "");
  const mine = { creatorId: account.id, invitationId: params["id"] ?? "" };
  if (text("intent") === "decline") {
    const { kind } = await declineInvitation(creators, mine);
    if (kind === "not_found") throw new Response("Not found", { status: 404 });
    throw redirect(`/creator/invitations/${mine.invitationId}`);
  }
  const terms = { acceptedVersionId: text("versionId"), acceptedTermsHash: text("termsHash") };
  const result = await acceptInvitation(creators, { ...mine, ...terms });
  if (result.kind === "not_found") throw new Response("Not found", { status: 404 });
  if (result.kind === "accepted") throw redirect(`/creator/offers/${result.offerId}`);
  return data({ problem: problems[result.kind] }, { status: 422 });
}

const problems: Record<Exclude<Accepted["kind"], "accepted" | "not_found">, string> = {
  answered_before: "You have answered this invitation already.",
  over: "The brand takes no new creators under this offer any more.",
  terms_changed: "The brand published other terms a moment ago. Read them below and accept them if you like them.",
};

export default function InvitationPage() {
  const seen = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  if (seen.kind === "not_yours")
    return (
      <div className="page narrow">
        <h1>This invitation is not for this account</h1>
        <p className="lead">
          It was sent to another e-mail address. Sign out, then open the link of the mail again and sign in with the
          address that got it.
        </p>
      </div>
    );
  if (seen.kind === "over")
    return (
      <div className="page narrow">
        <h1>This invitation is over</h1>
        <p className="lead">{seen.brandName} takes no new creators under this offer at the moment.</p>
      </div>
    );
  return (
    <div className="page">
      <OfferTerms
        title={`${seen.brandName} asks you to join: ${seen.offerName}`}
        offer={seen}
        problem={refused?.problem}
      >
        <InvitationBox invitation={seen} />
      </OfferTerms>
    </div>
  );
}

export { PortalError as ErrorBoundary };
