import type { AppLoadContext } from "@remix-run/node";
import type { Shopfront } from "#app/services/ports/capture.ts";

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
