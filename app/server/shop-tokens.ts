import { AdminUnauthorized } from "#app/adapters/shopify/admin-errors.ts";
import type { AdminClientOptions } from "#app/adapters/shopify/admin-client.ts";
import type { Shopify } from "./shopify.ts";

/**
 * Offline tokens for work in the background. The library renews one that has expired and stores the pair of new ones.
 *
 * Renewing rotates the refresh token, so a shop's calls at one time share one renewal. Another process may be faster:
 * then what it stored is read and used.
 */
export function shopTokens(
  shopify: Pick<Shopify, "unauthenticated" | "sessionStorage">,
): AdminClientOptions["tokenFor"] {
  const underWay = new Map<string, Promise<string>>();

  const load = async (shop: string): Promise<string> => {
    try {
      const { session } = await shopify.unauthenticated.admin(shop);
      return present(shop, session.accessToken);
    } catch (error) {
      if (!(error instanceof Response)) throw new AdminUnauthorized(shop, { cause: error });
      // The library answers a refused renewal with a Response: look whether somebody else renewed it.
      const stored = await shopify.sessionStorage.loadSession(`offline_${shop}`);
      if (stored === undefined || stored.isExpired()) throw new AdminUnauthorized(shop, { cause: error });
      return present(shop, stored.accessToken);
    }
  };

  const shared = (shop: string): Promise<string> => {
    const known = underWay.get(shop);
    if (known !== undefined) return known;
    const loading = load(shop).finally(() => underWay.delete(shop));
    underWay.set(shop, loading);
    return loading;
  };

  return async (shop, rejected) => {
    const token = await shared(shop);
    // Not expired and yet refused: Shopify has revoked it, and only a visit of the merchant brings a new one.
    if (token === rejected) throw new AdminUnauthorized(shop);
    return token;
  };
}

function present(shop: string, token: string | undefined): string {
  if (!token) throw new AdminUnauthorized(shop);
  return token;
}
