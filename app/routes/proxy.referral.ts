import type { LoaderFunctionArgs } from "@remix-run/node";
import { answer, inEqualTime, tooOften } from "#app/server/capture/answer.ts";
import { proxiedCaller, proxiedShop } from "#app/server/capture/proxied.ts";
import { savingText } from "#app/server/capture/saving-text.ts";
import { checkCreatorCode, whoIsSupported } from "#app/services/codes/check-creator-code.ts";

/** For the storefront's bar: who sent this shopper, and what is saved. Unknown and paused answer alike. */
export const loader = ({ request, context }: LoaderFunctionArgs) =>
  inEqualTime(async () => {
    const shop = await proxiedShop(request, context);
    const { searchParams } = new URL(request.url);
    const caller = proxiedCaller(request, context.visitor, shop);
    const { capture } = context.container;
    const code = searchParams.get("code");
    const checked =
      code === null
        ? await whoIsSupported(capture, caller, { codes: [], ref: searchParams.get("ref") })
        : await checkCreatorCode(capture, caller, code);
    if (checked.kind === "limited" || checked.kind === "busy") return tooOften();
    if (checked.kind === "unknown") return answer({});
    const { creator } = checked;
    const saving = savingText(creator, searchParams.get("locale") ?? "en");
    return answer({ name: creator.name, ...(creator.discount ? { code: creator.code, saving } : {}) });
  });
