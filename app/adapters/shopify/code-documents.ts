/** What the app asks to know whether a code works in a checkout now. */
export const codeDocuments = {
  codeStanding: /* GraphQL */ `
    query CodeStanding($code: String!) {
      codeDiscountNodeByCode(code: $code) {
        codeDiscount {
          ... on DiscountCodeBasic {
            status
            usageLimit
            asyncUsageCount
          }
        }
      }
    }
  `,
};
