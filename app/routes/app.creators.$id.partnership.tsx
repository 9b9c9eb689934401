import type { ActionFunctionArgs } from "@remix-run/node";
import { type Answer, readPartnershipForm, refused } from "#app/components/creator-page/read-forms.ts";
import { changePartnership } from "#app/services/partnerships/change-partnership.ts";
import { endPartnershipByBrand } from "#app/services/partnerships/end-partnership-by-brand.ts";

const said = {
  paused: "Paused: the link stops, what was set in motion still counts",
  active: "Active again",
  ended: "The partnership has ended; the creator is told why",
};

/** `POST`: pauses, resumes or ends a partnership, with the reason. */
export async function action({ request, context: { container } }: ActionFunctionArgs): Promise<Answer> {
  const { shop, actor } = await container.merchant(request);
  const read = readPartnershipForm(await request.formData());
  if (read.kind === "invalid") return read;
  const { value } = read;
  const by = { shopId: shop.id, actor };
  const { kind } =
    value.to === "ended"
      ? await endPartnershipByBrand(container, { ...value, ...by })
      : await changePartnership(container, { ...value, ...by });
  if (kind === "not_found") throw new Response(null, { status: 404 });
  if (kind === "ended_before") return refused("This partnership has ended already.");
  return { kind: "done", message: said[value.to] };
}
