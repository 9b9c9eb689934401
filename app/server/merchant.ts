import { installShop } from "#app/services/shops/install-shop.ts";
import type { Shop } from "#app/services/ports/shops.ts";
import type { Shopify } from "./shopify.ts";

export type Merchant = {
  shop: Shop;
  /** Who acts, for the record: the id of the shop's user, no name. */
  actor: string;
};

type Deps = Parameters<typeof installShop>[0] & { shopify: Pick<Shopify, "authenticate"> };

/**
 * Authenticates a request of the embedded admin and finds its shop, installing it on its first visit.
 * @throws Response where Shopify's library redirects, asks for a new session token, or refuses
 */
export const merchantOf =
  (deps: Deps) =>
  async (request: Request): Promise<Merchant> => {
    const { session, sessionToken } = await deps.shopify.authenticate.admin(request);
    const shop = await installShop(deps, { domain: session.shop });
    return { shop, actor: `merchant:${sessionToken.sub}` };
  };
