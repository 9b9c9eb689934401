import { codeDocuments } from "./code-documents.ts";
import { discountDocuments } from "./discount-documents.ts";
import { orderDocuments } from "./orders/documents.ts";
import { pixelDocuments } from "./pixel-documents.ts";
import { redeemCodeDocuments } from "./redeem-code-documents.ts";

/**
 * Every operation that the app asks of the Admin API, version 2026-10. A test validates each against Shopify's
 * schema and against the scopes of shopify.app.toml.
 */
export const documents = {
  shop: /* GraphQL */ `
    query Shop {
      shop {
        name
        myshopifyDomain
        email
        currencyCode
        ianaTimezone
        taxesIncluded
        primaryDomain {
          host
        }
        plan {
          publicDisplayName
        }
      }
      currentAppInstallation {
        accessScopes {
          handle
        }
      }
    }
  `,

  ...codeDocuments,
  ...discountDocuments,
  ...orderDocuments,
  ...pixelDocuments,
  ...redeemCodeDocuments,
} satisfies Record<string, string>;

export type DocumentName = keyof typeof documents;
