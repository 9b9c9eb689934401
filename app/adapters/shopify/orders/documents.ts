import { money, pageInfo, shopMoney } from "../fragments.ts";
import { lineFragment, orderFields, refundFragment } from "./fragments.ts";

/**
 * What reconciliation and the fetching of facts ask of the Admin API. Orders are listed by their stamps alone, which costs
 * next to nothing; one that is missing here is read whole, with everything that its webhooks would have said.
 */

const stampsBy = (sortKey: "UPDATED_AT" | "CREATED_AT", name: string): string => /* GraphQL */ `
  query ${name}($first: Int!, $after: String, $query: String) {
    orders(first: $first, after: $after, query: $query, sortKey: ${sortKey}) {
      ${pageInfo}
      nodes {
        legacyResourceId
        updatedAt
      }
    }
  }
`;

const wholeLine = lineFragment({
  application: /* GraphQL */ `
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
  `,
});

const duties = /* GraphQL */ `
  duties {
    amountSet {
      ...Money
    }
  }
`;
const wholeRefund = refundFragment("Money", { lines: 50, shipping: 20, adjustments: 50, transactions: 50 }, duties);

/** @param customer fields that need `read_customers`; "" without that scope */
const wholeOrder = (name: string, customer: string): string => /* GraphQL */ `
  query ${name}($id: ID!) {
    order(id: $id) {
      name
      ${orderFields}
      email
      phone
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
      ${customer}
      lineItems(first: 100) {
        ${pageInfo}
        nodes {
          ...OrderLine
        }
      }
      refunds {
        ...OrderRefund
      }
    }
  }
  ${wholeLine}
  ${wholeRefund}
  ${money}
`;

const address = /* GraphQL */ `
  {
    firstName
    lastName
    address1
    zip
    countryCodeV2
  }
`;

const customer = /* GraphQL */ `
      customer {
        id
        firstName
        lastName
        defaultAddress ${address}
        defaultEmailAddress {
          emailAddress
        }
        defaultPhoneNumber {
          phoneNumber
        }
      }
      billingAddress ${address}
      shippingAddress ${address}
      purchasingEntity {
        __typename
      }`;

export const orderDocuments = {
  ordersByUpdate: stampsBy("UPDATED_AT", "OrdersByUpdate"),
  ordersByCreation: stampsBy("CREATED_AT", "OrdersByCreation"),

  wholeOrder: wholeOrder("WholeOrder", ""),
  wholeOrderAndCustomer: wholeOrder("WholeOrderAndCustomer", customer),

  /** Many at once, and so less of each: nothing of the shopper, and money as the shop counts it. */
  pastOrders: /* GraphQL */ `
    query PastOrders($first: Int!, $after: String, $query: String) {
      orders(first: $first, after: $after, query: $query, sortKey: PROCESSED_AT, reverse: true) {
        ${pageInfo}
        nodes {
          name
          ${orderFields}
          customerJourneySummary {
            customerOrderIndex
          }
          lineItems(first: 50) {
            ${pageInfo}
            nodes {
              ...OrderLine
            }
          }
          refunds(first: 20) {
            ...OrderRefund
          }
        }
      }
    }
    ${lineFragment({ bag: "ShopMoney", product: "productType tags" })}
    ${refundFragment("ShopMoney", { lines: 30, shipping: 10, adjustments: 20, transactions: 20 })}
    ${shopMoney}
    ${money}
  `,

  orderLabels: /* GraphQL */ `
    query OrderLabels($ids: [ID!]!, $lines: Boolean!) {
      nodes(ids: $ids) {
        ... on Order {
          legacyResourceId
          name
          lineItems(first: 100) @include(if: $lines) {
            nodes {
              id
              name
            }
          }
        }
      }
    }
  `,

  moreLines: /* GraphQL */ `
    query MoreLines($id: ID!, $after: String) {
      order(id: $id) {
        lineItems(first: 100, after: $after) {
          ${pageInfo}
          nodes {
            ...OrderLine
          }
        }
      }
    }
    ${wholeLine}
    ${money}
  `,

  moreRefundLines: /* GraphQL */ `
    query MoreRefundLines($id: ID!, $after: String) {
      refund(id: $id) {
        refundLineItems(first: 250, after: $after) {
          ${pageInfo}
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
            ${pageInfo}
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
          ${pageInfo}
          nodes {
            id
          }
        }
      }
    }
  `,

  disputes: /* GraphQL */ `
    query Disputes($first: Int!, $after: String, $query: String) {
      disputes(first: $first, after: $after, query: $query) {
        ${pageInfo}
        nodes {
          legacyResourceId
          type
          status
          amount {
            amount
            currencyCode
          }
          order {
            legacyResourceId
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
