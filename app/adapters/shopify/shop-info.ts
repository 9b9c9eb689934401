import { z } from "zod";
import { parseCurrency } from "#app/domain/money/currency.ts";
import type { ShopInfo } from "#app/services/ports/shopify.ts";
import type { AdminClient } from "./admin-client.ts";
import { AdminContractBroken } from "./admin-errors.ts";

const shopAnswer = z.object({
  shop: z.object({
    name: z.string(),
    myshopifyDomain: z.string(),
    email: z.string(),
    currencyCode: z.string(),
    ianaTimezone: z.string(),
    taxesIncluded: z.boolean(),
    primaryDomain: z.object({ host: z.string() }),
    plan: z.object({ publicDisplayName: z.string() }),
  }),
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
});

export function createShopInfo(admin: AdminClient): ShopInfo {
  return {
    async profile(domain) {
      const { shop, currentAppInstallation } = await admin(domain, "shop", {}, shopAnswer);
      const currency = parseCurrency(shop.currencyCode);
      if (currency === null) {
        throw new AdminContractBroken(
          `${domain} trades in ${shop.currencyCode}, which our table of currencies lacks: add it there`,
        );
      }
      return {
        domain: shop.myshopifyDomain.toLowerCase(),
        name: shop.name,
        primaryDomain: shop.primaryDomain.host,
        currency,
        timeZone: shop.ianaTimezone,
        plan: shop.plan.publicDisplayName,
        taxesIncluded: shop.taxesIncluded,
        email: shop.email.trim() === "" ? null : shop.email.trim(),
        scopes: currentAppInstallation.accessScopes.map((scope) => scope.handle).join(","),
      };
    },
  };
}
