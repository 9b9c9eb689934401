import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { type Answer, readReviewForm, refused } from "#app/components/creator-page/read-forms.ts";
import { decideReview } from "#app/services/reviews/decide-review.ts";

const orderNumber = z.string().regex(/^\d{1,18}$/);

/** `POST`: the brand says whether an order is a creator's own, and then why. */
export async function action({ request, params, context: { container } }: ActionFunctionArgs): Promise<Answer> {
  const { shop, actor } = await container.merchant(request);
  const orderId = orderNumber.safeParse(params["id"]);
  if (!orderId.success) throw new Response(null, { status: 404 });
  const read = readReviewForm(await request.formData());
  if (read.kind === "invalid") return read;
  const decided = await decideReview(container, { shopId: shop.id, orderId: orderId.data, actor, ...read.value });
  switch (decided.kind) {
    case "decided":
      return {
        kind: "done",
        message: decided.decision === "pay" ? "The commission will be paid" : "It pays nothing: it is their own order",
      };
    case "ended":
      return refused("The hold has ended: the commission is the creator's.");
    case "paid_before":
      return refused("It was decided before that it is to be paid.");
    case "not_found":
      throw new Response(null, { status: 404 });
  }
}
