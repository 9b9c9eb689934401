import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { ApplyBox } from "#app/components/portal/apply-box.tsx";
import { PortalError } from "#app/components/portal/error.tsx";
import { formatsOf } from "#app/components/portal/formats.ts";
import { OfferTerms } from "#app/components/portal/offer-terms.tsx";
import { isComplete } from "#app/domain/creator/profile.ts";
import { savingHeadline } from "#app/domain/wording/earnings-in-words.ts";
import { termsInPlainWords } from "#app/domain/wording/terms-in-plain-words.ts";
import { assertSameOrigin } from "#app/server/portal/same-origin.ts";
import { requireCreator } from "#app/server/portal/visit.ts";
import { applyToOffer, mayAskAgainAt, type Applied } from "#app/services/partnerships/apply-to-offer.ts";
import { viewOffer } from "#app/services/offers/browse-offers.ts";
import { withdrawApplication } from "#app/services/partnerships/withdraw-application.ts";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: loaded === undefined ? "Offer · Fairshare" : `${loaded.name} by ${loaded.brandName} · Fairshare` },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { account } = await requireCreator(request, context);
  const offer = await viewOffer(context.container.creators, { creatorId: account.id, offerId: params["id"] ?? "" });
  if (offer === null) throw new Response("Not found", { status: 404 });
  const { id, name, brandName, shopDomain, description, open, mine, version, noticeDays, timeZone } = offer;
  const formats = formatsOf(version.currency, timeZone);
  const now = context.container.clock.now();
  const askAgainAt = mayAskAgainAt(mine.application);
  return {
    id,
    name,
    brandName,
    shopDomain,
    description,
    open,
    mine,
    timeZone,
    askAgainAt: askAgainAt !== null && now < askAgainAt ? askAgainAt : null,
    saving: savingHeadline(version.shopperTerms, formats),
    lines: termsInPlainWords({ ...version, noticeDays }, formats),
    version: { id: version.id, number: version.number, hash: version.termsHash },
    startsLater: version.effectiveFrom > now ? formats.day(version.effectiveFrom) : null,
    profileComplete: isComplete(account),
    justApplied: new URL(request.url).searchParams.has("applied"),
  };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  assertSameOrigin(request, context.container.env.SHOPIFY_APP_URL);
  const { account } = await requireCreator(request, context);
  const { creators } = context.container;
  const offerId = params["id"] ?? "";
  const form = await request.formData();
  const text = (name: string) => String(form.get(name) ?? "");
  if (text("intent") === "withdraw") {
    const result = await withdrawApplication(creators, { creatorId: account.id, applicationId: text("applicationId") });
    if (result.kind === "withdrawn") throw redirect(`/creator/offers/${offerId}`);
    return data(
      { problem: "The brand has decided meanwhile; there is nothing to withdraw.", message: "" },
      { status: 409 },
    );
  }
  const message = text("message");
  if (text("accept") !== "yes")
    return data({ problem: "To apply, say that you accept the terms.", message }, { status: 422 });
  const input = {
    account,
    offerId,
    message,
    acceptedVersionId: text("versionId"),
    acceptedTermsHash: text("termsHash"),
  };
  const result = await applyToOffer(creators, input);
  if (result.kind === "not_found") throw new Response("Not found", { status: 404 });
  if (result.kind === "applied") throw redirect(`/creator/offers/${offerId}?applied`);
  return data({ problem: problemOf(result), message }, { status: result.kind === "too_many" ? 429 : 422 });
}

function problemOf(result: Exclude<Applied, { kind: "applied" | "not_found" }>): string {
  switch (result.kind) {
    case "profile_incomplete":
      return "Brands want to know who applies: fill in your profile first.";
    case "message_too_long":
      return "Your message is longer than 1,000 characters: shorten it a little.";
    case "terms_changed":
      return "The brand published other terms a moment ago. Read them below and apply again if you like them.";
    case "applied_before":
      return "You have applied already.";
    case "declined_recently":
      return "The brand declined lately; you can apply again later.";
    case "too_many":
      return result.retryAfterSeconds === null
        ? "You have many open applications: wait for some answers, or withdraw some."
        : "You applied to many offers today: go on tomorrow.";
  }
}

export default function OfferPage() {
  const offer = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <div className="page">
      <Link className="back" to="/creator/offers">
        ← All offers
      </Link>
      <OfferTerms title={offer.name} offer={offer} problem={refused?.problem}>
        <ApplyBox offer={offer} message={refused?.message ?? ""} />
      </OfferTerms>
    </div>
  );
}

export { PortalError as ErrorBoundary };
