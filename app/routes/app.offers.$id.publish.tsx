import type { ActionFunctionArgs } from "@remix-run/node";
import { formatDay } from "#app/components/format.ts";
import { publishOffer } from "#app/services/offers/publish-offer.ts";

/** `POST`: the draft becomes the newest version. */
export async function action({ request, params, context: { container } }: ActionFunctionArgs) {
  const { shop, actor } = await container.merchant(request);
  const published = await publishOffer(container, { shopId: shop.id, offerId: params["id"] ?? "", actor });
  switch (published.kind) {
    case "published": {
      const from = formatDay(published.effectiveFrom, shop.timeZone);
      const when = published.notice ? `Your creators are told now; in force from ${from}.` : "In force now.";
      return { message: `Version ${published.version} is published. ${when}`, isError: false };
    }
    case "nothing_to_publish":
      return { message: "There is nothing to publish: these terms are published already.", isError: true };
    case "ended":
      return { message: "This offer has ended and cannot be published again.", isError: true };
    case "not_found":
      throw new Response(null, { status: 404 });
  }
}
