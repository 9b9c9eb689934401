/** Selections that several documents share, and fragments that their documents append. */

export const userErrors = /* GraphQL */ `
  userErrors {
    field
    message
    code
  }
`;

export const pageInfo = /* GraphQL */ `
  pageInfo {
    hasNextPage
    endCursor
  }
`;

export const money = /* GraphQL */ `
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

export const shopMoney = /* GraphQL */ `
  fragment ShopMoney on MoneyBag {
    shopMoney {
      amount
      currencyCode
    }
  }
`;
