import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { answer, preflight, tooOften } from "#app/server/capture/answer.ts";
import { questionIn } from "#app/server/capture/caller.ts";
import { pixelForm } from "#app/server/capture/forms.ts";
import { collectPixelEvent } from "#app/services/capture/collect-pixel-event.ts";

/** The web pixel's collector. Nobody signs its events: they count, they never pay, and the answer tells nothing. */
export async function action({ request, context }: ActionFunctionArgs) {
  const event = await questionIn(request, pixelForm);
  const collected = await collectPixelEvent(context.container.capture, context.visitor, event);
  return collected.kind === "limited" ? tooOften() : answer({}, { status: 202 });
}

export const loader = ({ request }: LoaderFunctionArgs) => preflight(request);
