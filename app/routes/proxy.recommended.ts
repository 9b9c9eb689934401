import type { LoaderFunctionArgs } from "@remix-run/node";
import { answer, tooOften } from "#app/server/capture/answer.ts";
import { proxiedCaller, proxiedShop } from "#app/server/capture/proxied.ts";
import { mayLookUp } from "#app/services/codes/check-creator-code.ts";

const MOST = 6;

/** For the block "Recommended by creators": whose links lead to this product. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const shop = await proxiedShop(request, context);
  const handle = new URL(request.url).searchParams.get("product") ?? "";
  if (!/^[\w%-]{1,255}$/.test(handle)) return answer({ creators: [] });
  const { directory, limits } = context.container.capture;
  if (!(await mayLookUp(limits, proxiedCaller(request, context.visitor, shop)))) return tooOften();
  const creators = await directory.linkingTo(shop.id, `/products/${handle}`, MOST);
  return answer(
    { creators: creators.map(({ name, handle: own }) => ({ name, about: `@${own}` })) },
    { headers: { "Cache-Control": "public, max-age=300" } },
  );
}
