import type { AppLoadContext } from "@remix-run/node";
import type { Caller, Shopfront } from "#app/services/ports/capture.ts";

/**
 * The shop that a request came through (`/apps/creators/…` on the shop's own domain).
 * @throws Response 401 unless Shopify signed it; 404 for a shop without the app
 */
export async function proxiedShop(request: Request, { container }: AppLoadContext): Promise<Shopfront> {
  const { searchParams } = new URL(request.url);
  if (!container.capture.isProxied(searchParams))
    throw Response.json({ error: "Not signed by Shopify" }, { status: 401 });
  const shop = await container.capture.directory.shop(searchParams.get("shop") ?? "");
  if (shop === null) throw Response.json({}, { status: 404 });
  return shop;
}

/**
 * Who asks through the app proxy. Shopify strips cookies, so that an address is all the session there is.
 *
 * Shopify's proxy connects to us, and says in `X-Forwarded-For` for whom
 * (https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies). Each hop writes behind what it was
 * given: what stands last before our own hop is Shopify's word, and all that stands before it may be the shopper's.
 */
export function proxiedCaller(request: Request, visitor: string, shop: Shopfront): Caller {
  const forwarded = (request.headers.get("X-Forwarded-For") ?? "").split(",").map((address) => address.trim());
  const shopper = forwarded.findLast((address) => address !== "" && address !== visitor) ?? visitor;
  return { shopId: shop.id, session: shopper, address: shopper };
}
