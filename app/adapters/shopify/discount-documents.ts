import { userErrors } from "./fragments.ts";

const changedNode = /* GraphQL */ `
  codeDiscountNode {
    id
  }
  ${userErrors}
`;

/** What the app asks of an offer's discount. */
export const discountDocuments = {
  discountCreate: /* GraphQL */ `
    mutation DiscountCreate($discount: DiscountCodeBasicInput!) {
      discountCodeBasicCreate(basicCodeDiscount: $discount) {
        ${changedNode}
      }
    }
  `,

  discountUpdate: /* GraphQL */ `
    mutation DiscountUpdate($id: ID!, $discount: DiscountCodeBasicInput!) {
      discountCodeBasicUpdate(id: $id, basicCodeDiscount: $discount) {
        ${changedNode}
      }
    }
  `,

  discountActivate: /* GraphQL */ `
    mutation DiscountActivate($id: ID!) {
      discountCodeActivate(id: $id) {
        ${changedNode}
      }
    }
  `,

  discountDeactivate: /* GraphQL */ `
    mutation DiscountDeactivate($id: ID!) {
      discountCodeDeactivate(id: $id) {
        ${changedNode}
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
};
