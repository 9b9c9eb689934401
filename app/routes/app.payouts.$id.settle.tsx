import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { settlePayout } from "#app/services/payouts/settle-payout.ts";

const text = z.string().trim().min(2, "Enter at least 2 characters").max(200, "Use 200 characters at most");
const form = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("paid"), payoutId: z.string(), text }),
  z.object({ outcome: z.literal("failed"), payoutId: z.string(), text }),
  z.object({ outcome: z.literal("returned"), payoutId: z.string(), text }),
]);

const recorded = {
  paid: "Recorded as paid",
  failed: "Recorded as failed; the money is payable again",
  returned: "Recorded as come back; the money is payable again",
};

/** `POST`: a person says how a payout ended, with the reference or the reason. */
export async function action({ request, context: { container } }: ActionFunctionArgs) {
  const { shop, actor } = await container.merchant(request);
  const read = form.safeParse(Object.fromEntries(await request.formData()));
  if (!read.success) return { kind: "invalid" as const, message: read.error.issues[0]?.message ?? "", isError: true };
  const { outcome, payoutId, text: said } = read.data;
  const settled = await settlePayout(container, {
    shopId: shop.id,
    payoutId,
    actor,
    outcome: outcome === "paid" ? { kind: "paid", reference: said } : { kind: outcome, why: said },
  });
  switch (settled.kind) {
    case "settled":
      return { kind: "settled" as const, message: recorded[outcome], isError: false };
    case "settled_before":
      return {
        kind: "invalid" as const,
        message: `It was recorded before: ${settled.state} ${settled.reference ?? ""}`,
        isError: true,
      };
    case "not_approved":
      return { kind: "invalid" as const, message: "Approve the run first.", isError: true };
    case "not_paid":
      return { kind: "invalid" as const, message: "Only what was paid can come back.", isError: true };
    case "not_found":
      throw new Response(null, { status: 404 });
  }
}
