import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { decideReview } from "#app/services/decide-review.ts";

const form = z.object({ creatorId: z.uuid(), decision: z.enum(["pay", "own_order"]) });
const orderNumber = z.string().regex(/^\d{1,18}$/);

const REFUSED = {
  ended: "The hold has ended: the commission is the creator's.",
  paid_before: "It was decided before that it is to be paid.",
};

/** `POST`: the brand says whether an order is a creator's own. */
export async function action({ request, params, context: { container } }: ActionFunctionArgs) {
  const { shop, actor } = await container.merchant(request);
  const orderId = orderNumber.safeParse(params["id"]);
  const read = form.safeParse(Object.fromEntries(await request.formData()));
  if (!orderId.success || !read.success) throw new Response(null, { status: 404 });
  const decided = await decideReview(container, { shopId: shop.id, orderId: orderId.data, actor, ...read.data });
  switch (decided.kind) {
    case "decided":
      return {
        kind: "decided" as const,
        message: decided.decision === "pay" ? "The commission will be paid" : "It pays nothing: it is their own order",
        isError: false,
      };
    case "ended":
    case "paid_before":
      return { kind: "refused" as const, message: REFUSED[decided.kind], isError: true };
    case "not_found":
      throw new Response(null, { status: 404 });
  }
}
