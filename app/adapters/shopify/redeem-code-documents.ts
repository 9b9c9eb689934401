import { userErrors } from "./fragments.ts";

/** What the app asks of a discount's redeem codes, one for each creator. */
export const redeemCodeDocuments = {
  redeemCodesAdd: /* GraphQL */ `
    mutation RedeemCodesAdd($discountId: ID!, $codes: [DiscountRedeemCodeInput!]!) {
      discountRedeemCodeBulkAdd(discountId: $discountId, codes: $codes) {
        bulkCreation {
          id
        }
        ${userErrors}
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
        ${userErrors}
      }
    }
  `,
};
