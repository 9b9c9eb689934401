import { pageInfo } from "../fragments.ts";

/** What both say of an order: the one that is read whole, and those that a preview prices. */
export const orderFields = /* GraphQL */ `
  legacyResourceId
  createdAt
  processedAt
  updatedAt
  cancelledAt
  test
  displayFinancialStatus
  taxesIncluded
  sourceName
  tags
  currencyCode
  totalTipReceivedSet {
    ...Money
  }
  totalPriceSet {
    ...Money
  }
`;

/**
 * @param bag the money that is asked for: `ShopMoney` costs less where many orders are read
 * @param product more of the product than its id
 * @param application what tells by which code a discount was given
 */
export const lineFragment = ({ bag = "Money", product = "", application = "" }): string => /* GraphQL */ `
  fragment OrderLine on LineItem {
    id
    name
    sku
    vendor
    quantity
    currentQuantity
    isGiftCard
    taxable
    requiresShipping
    variant {
      id
    }
    product {
      id
      ${product}
    }
    originalUnitPriceSet {
      ...${bag}
    }
    discountAllocations {
      allocatedAmountSet {
        ...${bag}
      }
      ${application}
    }
    taxLines {
      rate
      priceSet {
        ...${bag}
      }
    }
  }
`;

/** How many of a refund's parts are asked for at once: each costs. */
type Sizes = { lines: number; shipping: number; adjustments: number; transactions: number };

export const refundFragment = (bag: "Money" | "ShopMoney", sizes: Sizes, duties = ""): string => /* GraphQL */ `
  fragment OrderRefund on Refund {
    id
    legacyResourceId
    ${duties}
    refundLineItems(first: ${sizes.lines}) {
      ${pageInfo}
      nodes {
        quantity
        lineItem {
          id
        }
      }
    }
    refundShippingLines(first: ${sizes.shipping}) {
      nodes {
        subtotalAmountSet {
          ...${bag}
        }
        taxAmountSet {
          ...${bag}
        }
      }
    }
    orderAdjustments(first: ${sizes.adjustments}) {
      nodes {
        reason
        amountSet {
          ...${bag}
        }
        taxAmountSet {
          ...${bag}
        }
      }
    }
    transactions(first: ${sizes.transactions}) {
      nodes {
        kind
        status
        amountSet {
          ...${bag}
        }
      }
    }
  }
`;
