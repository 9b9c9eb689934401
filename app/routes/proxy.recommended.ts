import type { LoaderFunctionArgs } from "@remix-run/node";
import { answer } from "#app/server/capture/answer.ts";
import { proxiedShop } from "#app/server/capture/proxied.ts";

const MOST = 6;

/** For the block "Recommended by creators": whose links lead to this product. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const shop = await proxiedShop(request, context);
  const handle = new URL(request.url).searchParams.get("product") ?? "";
  if (!/^[\w%-]{1,255}$/.test(handle)) return answer({ creators: [] });
  const creators = await context.container.capture.directory.linkingTo(shop.id, `/products/${handle}`, MOST);
  return answer(
    { creators: creators.map(({ name, handle: own }) => ({ name, about: `@${own}` })) },
    { headers: { "Cache-Control": "public, max-age=300" } },
  );
}
