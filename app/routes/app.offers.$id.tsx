import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { valuesOf } from "#app/components/offer-form/form-values.ts";
import { readOfferForm } from "#app/components/offer-form/read-offer-form.ts";
import { OfferEditor } from "#app/components/offer-editor/offer-editor.tsx";
import { useToast } from "#app/components/use-toast.ts";
import { instant } from "#app/domain/kernel/instant.ts";
import { saveOfferDraft } from "#app/services/offers/save-offer-draft.ts";
import { viewOffer } from "#app/services/offers/view-offer.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.name ?? "Offer" }];

export async function loader({ request, params, context: { container } }: LoaderFunctionArgs) {
  const { shop } = await container.merchant(request);
  const view = await viewOffer(container, { shopId: shop.id, offerId: params["id"] ?? "" });
  if (view === null) throw new Response(null, { status: 404 });
  const { offer, shown, draft, inForce, announced, draftStart, discount, budget } = view;
  return {
    id: offer.id,
    name: offer.name,
    status: offer.status,
    seen: offer.updatedAt,
    values: valuesOf(offer, shown),
    currency: shop.currency,
    timeZone: shop.timeZone,
    versions: {
      draft: draft?.number ?? null,
      inForce: inForce?.number ?? null,
      announcedFrom: announced?.effectiveFrom ?? null,
    },
    draftStart,
    noticeFixed: inForce !== null || announced !== null,
    discount,
    budget,
  };
}

export async function action({ request, params, context: { container } }: ActionFunctionArgs) {
  const { shop, actor } = await container.merchant(request);
  const view = await viewOffer(container, { shopId: shop.id, offerId: params["id"] ?? "" });
  if (view === null) throw new Response(null, { status: 404 });

  const form = await request.formData();
  const read = readOfferForm(form, shop.currency, view.shown.ruleDocument);
  if (read.kind === "invalid") return { message: "Some fields need another look.", isError: true, errors: read.errors };
  const { kind: _, ...terms } = read;
  const saved = await saveOfferDraft(container, {
    shop,
    actor,
    offerId: view.offer.id,
    seen: instant(Number(form.get("seen"))),
    ...terms,
  });
  switch (saved.kind) {
    case "saved":
      return { message: "Draft saved", isError: false, errors: {} };
    case "invalid":
      return {
        message: saved.problems.map(({ path, message }) => `${path}: ${message}`).join("; "),
        isError: true,
        errors: {},
      };
    case "changed_meanwhile":
      return {
        message: "Somebody else has changed this offer. Reload to see it; your text is still here.",
        isError: true,
        errors: {},
      };
    case "ended":
      return { message: "This offer has ended and cannot be changed.", isError: true, errors: {} };
    case "not_found":
      throw new Response(null, { status: 404 });
  }
}

export default function OfferPage() {
  const offer = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  useToast(outcome);
  // A saved draft begins again from what is stored.
  return <OfferEditor key={`${offer.id} ${offer.seen}`} offer={offer} errors={outcome?.errors ?? {}} />;
}

export { MerchantErrorBoundary as ErrorBoundary } from "#app/components/merchant-error.tsx";
