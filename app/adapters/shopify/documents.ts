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

  discountCreate: /* GraphQL */ `
    mutation DiscountCreate($discount: DiscountCodeBasicInput!) {
      discountCodeBasicCreate(basicCodeDiscount: $discount) {
        codeDiscountNode {
          id
        }
        userErrors {
          field
          message
          code
        }
      }
    }
  `,

  discountUpdate: /* GraphQL */ `
    mutation DiscountUpdate($id: ID!, $discount: DiscountCodeBasicInput!) {
      discountCodeBasicUpdate(id: $id, basicCodeDiscount: $discount) {
        codeDiscountNode {
          id
        }
        userErrors {
          field
          message
          code
        }
      }
    }
  `,

  discountActivate: /* GraphQL */ `
    mutation DiscountActivate($id: ID!) {
      discountCodeActivate(id: $id) {
        codeDiscountNode {
          id
        }
        userErrors {
          field
          message
          code
        }
      }
    }
  `,

  discountDeactivate: /* GraphQL */ `
    mutation DiscountDeactivate($id: ID!) {
      discountCodeDeactivate(id: $id) {
        codeDiscountNode {
          id
        }
        userErrors {
          field
          message
          code
        }
      }
    }
  `,

  discountByCode: /* GraphQL */ `
    query DiscountByCode($code: String!) {
      codeDiscountNodeByCode(code: $code) {
        id
      }
    }
  `,

  redeemCodesAdd: /* GraphQL */ `
    mutation RedeemCodesAdd($discountId: ID!, $codes: [DiscountRedeemCodeInput!]!) {
      discountRedeemCodeBulkAdd(discountId: $discountId, codes: $codes) {
        bulkCreation {
          id
        }
        userErrors {
          field
          message
          code
        }
      }
    }
  `,

  redeemCodesAdded: /* GraphQL */ `
    query RedeemCodesAdded($id: ID!) {
      discountRedeemCodeBulkCreation(id: $id) {
        done
        codes(first: 250) {
          nodes {
            code
            discountRedeemCode {
              id
            }
            errors {
              field
              message
              code
            }
          }
        }
      }
    }
  `,

  ordersPage: /* GraphQL */ `
    query OrdersPage($first: Int!, $after: String, $query: String) {
      orders(first: $first, after: $after, query: $query, sortKey: PROCESSED_AT, reverse: true) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          name
          processedAt
        }
      }
    }
  `,
} satisfies Record<string, string>;

export type DocumentName = keyof typeof documents;
