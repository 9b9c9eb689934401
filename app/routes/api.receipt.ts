import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { answer, preflight, tooOften } from "#app/server/capture/answer.ts";
import { callerOf, questionIn } from "#app/server/capture/caller.ts";
import { receiptForm } from "#app/server/capture/forms.ts";
import { issueReceipt } from "#app/services/orders/look-up-receipt.ts";

/** For the thank-you page: the order's code, and whether a creator is known for it. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { order, codes, ref } = await questionIn(request, receiptForm);
  const caller = await callerOf(request, context);
  const carried = { codes, ref: ref ?? null };
  const issued = await issueReceipt(context.container.capture, caller, { orderId: order, carried });
  if (issued.kind === "limited") return tooOften();
  return answer({ code: issued.code, captured: issued.captured ? "yes" : "no" });
}

export const loader = ({ request }: LoaderFunctionArgs) => preflight(request);
