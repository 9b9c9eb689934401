import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { answer, inEqualTime, preflight, tooOften } from "#app/server/capture/answer.ts";
import { callerOf, questionIn } from "#app/server/capture/caller.ts";
import { creatorCodeForm } from "#app/server/capture/forms.ts";
import { checkCreatorCode, whoIsSupported } from "#app/services/codes/check-creator-code.ts";

/** For the checkout extension: whose code or handle is this, and whom does this cart support? */
export const action = ({ request, context }: ActionFunctionArgs) =>
  inEqualTime(async () => {
    const question = await questionIn(request, creatorCodeForm);
    const caller = await callerOf(request, context);
    const { capture } = context.container;
    const checked =
      "entered" in question
        ? await checkCreatorCode(capture, caller, question.entered)
        : await whoIsSupported(capture, caller, { codes: question.codes, ref: question.ref ?? null });
    if (checked.kind === "limited") return tooOften();
    // The extension goes on without us then, and a code that Shopify takes is enough.
    if (checked.kind === "busy") return answer({}, { status: 503, headers: { "Retry-After": "60" } });
    if (checked.kind === "unknown") return answer({});
    const { name, code, discount } = checked.creator;
    return answer({ name, code, discount: discount ? "yes" : "no" });
  });

export const loader = ({ request }: LoaderFunctionArgs) => preflight(request);
