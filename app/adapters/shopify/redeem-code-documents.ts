/** What the app asks to take a redeem code away from a discount. */
export const redeemCodeDocuments = {
  redeemCodesFind: /* GraphQL */ `
    query RedeemCodesFind($code: String!, $search: String) {
      codeDiscountNodeByCode(code: $code) {
        codeDiscount {
          ... on DiscountCodeBasic {
            codes(first: 50, query: $search) {
              nodes {
                id
                code
              }
            }
          }
        }
      }
    }
  `,

  redeemCodesRemove: /* GraphQL */ `
    mutation RedeemCodesRemove($discountId: ID!, $ids: [ID!]!) {
      discountCodeRedeemCodeBulkDelete(discountId: $discountId, ids: $ids) {
        job {
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
};
