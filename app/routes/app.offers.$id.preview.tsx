import type { ActionFunctionArgs } from "@remix-run/node";
import { readOfferForm } from "#app/components/offer-form/read-offer-form.ts";
import { parseRule } from "#app/domain/commission/rule.ts";
import { previewOffer } from "#app/services/offers/preview-offer.ts";
import { viewOffer } from "#app/services/offers/view-offer.ts";

/** `POST` with the offer's form: what these terms, saved or not, would have cost on past orders. Changes nothing. */
export async function action({ request, params, context: { container } }: ActionFunctionArgs) {
  const { shop } = await container.merchant(request);
  const view = await viewOffer(container, { shopId: shop.id, offerId: params["id"] ?? "" });
  if (view === null) throw new Response(null, { status: 404 });
  const read = readOfferForm(await request.formData(), shop.currency, view.shown.ruleDocument);
  if (read.kind === "invalid")
    return { kind: "problem" as const, message: "Some fields need another look before a preview." };
  const parsed = parseRule(read.ruleDocument);
  if (parsed.kind === "invalid")
    return { kind: "problem" as const, message: parsed.problems.map((problem) => problem.message).join("; ") };
  const preview = await previewOffer(container, { shop, rule: parsed.rule });
  return { kind: "preview" as const, preview, currency: shop.currency };
}
