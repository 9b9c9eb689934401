import { codeDocuments } from "./code-documents.ts";
import { pixelDocuments } from "./pixel-documents.ts";
import { orderDocuments } from "./orders/documents.ts";
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

  pastOrders: /* GraphQL */ `
    query PastOrders($first: Int!, $after: String, $query: String) {
      orders(first: $first, after: $after, query: $query, sortKey: PROCESSED_AT, reverse: true) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...PricedOrder
        }
      }
    }

    fragment PricedOrder on Order {
      legacyResourceId
      name
      processedAt
      test
      cancelledAt
      displayFinancialStatus
      taxesIncluded
      sourceName
      tags
      totalPriceSet {
        ...Money
      }
      customerJourneySummary {
        customerOrderIndex
      }
      lineItems(first: 50) {
        pageInfo {
          hasNextPage
        }
        nodes {
          ...PricedLine
        }
      }
      refunds(first: 20) {
        ...PricedRefund
      }
    }

    fragment PricedLine on LineItem {
      id
      sku
      vendor
      quantity
      currentQuantity
      isGiftCard
      variant {
        id
      }
      product {
        id
        productType
        tags
      }
      originalUnitPriceSet {
        ...ShopMoney
      }
      discountAllocations {
        allocatedAmountSet {
          ...ShopMoney
        }
      }
      taxLines {
        rate
        priceSet {
          ...ShopMoney
        }
      }
    }

    fragment PricedRefund on Refund {
      legacyResourceId
      refundLineItems(first: 30) {
        nodes {
          quantity
          lineItem {
            id
          }
        }
      }
      refundShippingLines(first: 10) {
        nodes {
          subtotalAmountSet {
            ...ShopMoney
          }
          taxAmountSet {
            ...ShopMoney
          }
        }
      }
      orderAdjustments(first: 20) {
        nodes {
          amountSet {
            ...ShopMoney
          }
          taxAmountSet {
            ...ShopMoney
          }
        }
      }
      transactions(first: 20) {
        nodes {
          kind
          status
          amountSet {
            ...ShopMoney
          }
        }
      }
    }

    fragment ShopMoney on MoneyBag {
      shopMoney {
        amount
        currencyCode
      }
    }

    fragment Money on MoneyBag {
      shopMoney {
        amount
        currencyCode
      }
      presentmentMoney {
        amount
        currencyCode
      }
    }
  `,

  ...codeDocuments,
  ...orderDocuments,
  ...pixelDocuments,
  ...redeemCodeDocuments,
} satisfies Record<string, string>;

export type DocumentName = keyof typeof documents;
