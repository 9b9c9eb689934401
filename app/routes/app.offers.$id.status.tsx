import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { changeOfferStatus } from "#app/services/offers/change-offer-status.ts";

const wanted = z.enum(["live", "paused", "ended"]);
const done = {
  live: "The offer is live again",
  paused: "The offer is paused: nobody new can join",
  ended: "The offer has ended",
};

/** `POST`: pauses, resumes or ends an offer. */
export async function action({ request, params, context: { container } }: ActionFunctionArgs) {
  const { shop, actor } = await container.merchant(request);
  const to = wanted.safeParse((await request.formData()).get("to"));
  if (!to.success) throw new Response("to: must be live, paused or ended", { status: 400 });
  const changed = await changeOfferStatus(container, {
    shopId: shop.id,
    offerId: params["id"] ?? "",
    to: to.data,
    actor,
  });
  if (changed.kind === "not_found") throw new Response(null, { status: 404 });
  if (changed.kind === "not_possible")
    return { message: `That is not possible: the offer is ${changed.from}.`, isError: true };
  return { message: done[to.data], isError: false };
}
