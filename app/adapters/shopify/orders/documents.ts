/**
 * What reconciliation and the fetching of facts ask of the Admin API. Orders are listed by their stamps alone, which costs
 * next to nothing; one that is missing here is read whole, with everything that its webhooks would have said.
 */

const stampsBy = (sortKey: "UPDATED_AT" | "CREATED_AT", name: string): string => /* GraphQL */ `
  query ${name}($first: Int!, $after: String, $query: String) {
    orders(first: $first, after: $after, query: $query, sortKey: ${sortKey}) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        legacyResourceId
        updatedAt
      }
    }
  }
`;

const money = /* GraphQL */ `
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
`;

const line = /* GraphQL */ `
  fragment WholeLine on LineItem {
    id
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
    }
    originalUnitPriceSet {
      ...Money
    }
    discountAllocations {
      allocatedAmountSet {
        ...Money
      }
      discountApplication {
        index
        ... on DiscountCodeApplication {
          code
        }
        ... on AutomaticDiscountApplication {
          title
        }
        ... on ManualDiscountApplication {
          title
        }
        ... on ScriptDiscountApplication {
          title
        }
      }
    }
    taxLines {
      rate
      priceSet {
        ...Money
      }
    }
  }
`;

const refund = /* GraphQL */ `
  fragment WholeRefund on Refund {
    id
    legacyResourceId
    duties {
      amountSet {
        ...Money
      }
    }
    refundLineItems(first: 50) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        quantity
        lineItem {
          id
        }
      }
    }
    refundShippingLines(first: 20) {
      nodes {
        subtotalAmountSet {
          ...Money
        }
        taxAmountSet {
          ...Money
        }
      }
    }
    orderAdjustments(first: 50) {
      nodes {
        reason
        amountSet {
          ...Money
        }
        taxAmountSet {
          ...Money
        }
      }
    }
    transactions(first: 50) {
      nodes {
        kind
        status
        amountSet {
          ...Money
        }
      }
    }
  }
`;

/** @param customer fields that need `read_customers`; "" without that scope */
const wholeOrder = (name: string, customer: string): string => /* GraphQL */ `
  query ${name}($id: ID!) {
    order(id: $id) {
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
      email
      phone
      currencyCode
      discountCodes
      customAttributes {
        key
        value
      }
      customerJourneySummary {
        firstVisit {
          landingPage
        }
        lastVisit {
          landingPage
        }
      }
      totalTipReceivedSet {
        ...Money
      }
      totalPriceSet {
        ...Money
      }
      ${customer}
      lineItems(first: 100) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...WholeLine
        }
      }
      refunds {
        ...WholeRefund
      }
    }
  }
  ${line}
  ${refund}
  ${money}
`;

const customer = /* GraphQL */ `
      customer {
        id
        defaultEmailAddress {
          emailAddress
        }
        defaultPhoneNumber {
          phoneNumber
        }
      }
      purchasingEntity {
        __typename
      }`;

export const orderDocuments = {
  ordersByUpdate: stampsBy("UPDATED_AT", "OrdersByUpdate"),
  ordersByCreation: stampsBy("CREATED_AT", "OrdersByCreation"),

  wholeOrder: wholeOrder("WholeOrder", ""),
  wholeOrderAndCustomer: wholeOrder("WholeOrderAndCustomer", customer),

  moreLines: /* GraphQL */ `
    query MoreLines($id: ID!, $after: String) {
      order(id: $id) {
        lineItems(first: 100, after: $after) {
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            ...WholeLine
          }
        }
      }
    }
    ${line}
    ${money}
  `,

  moreRefundLines: /* GraphQL */ `
    query MoreRefundLines($id: ID!, $after: String) {
      refund(id: $id) {
        refundLineItems(first: 250, after: $after) {
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            quantity
            lineItem {
              id
            }
          }
        }
      }
    }
  `,

  productFacts: /* GraphQL */ `
    query ProductFacts($ids: [ID!]!) {
      nodes(ids: $ids) {
        ... on Product {
          id
          productType
          tags
          collections(first: 100) {
            pageInfo {
              hasNextPage
              endCursor
            }
            nodes {
              id
            }
          }
        }
      }
    }
  `,

  moreCollections: /* GraphQL */ `
    query MoreCollections($id: ID!, $after: String) {
      product(id: $id) {
        collections(first: 250, after: $after) {
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            id
          }
        }
      }
    }
  `,

  customerOrderIndexes: /* GraphQL */ `
    query CustomerOrderIndexes($ids: [ID!]!) {
      nodes(ids: $ids) {
        ... on Order {
          legacyResourceId
          customerJourneySummary {
            ready
            customerOrderIndex
          }
        }
      }
    }
  `,

  sweepStart: /* GraphQL */ `
    mutation SweepStart($query: String!) {
      bulkOperationRunQuery(query: $query) {
        bulkOperation {
          id
        }
        userErrors {
          message
          code
        }
      }
    }
  `,

  sweepState: /* GraphQL */ `
    query SweepState($id: ID!) {
      bulkOperation(id: $id) {
        status
        errorCode
        url
      }
    }
  `,
} satisfies Record<string, string>;

/** The query of a bulk operation: the stamps of all orders that changed since an instant, one JSON object a line. */
export const sweepQuery = (sinceText: string): string => /* GraphQL */ `
  {
    orders(query: "updated_at:>='${sinceText}'") {
      edges {
        node {
          id
          updatedAt
        }
      }
    }
  }
`;
