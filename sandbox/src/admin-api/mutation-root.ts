import type { View } from "./context.ts";
import { appRevokeAccessScopes } from "./mutations/app.ts";
import { bulkOperationCancel, bulkOperationRunQuery } from "./mutations/bulk.ts";
import * as discount from "./mutations/discount.ts";
import { metafieldDefinitionCreate, metafieldsSet } from "./mutations/metafield.ts";
import * as edit from "./mutations/order-edit.ts";
import { orderCancel, orderUpdate, tagsAdd, tagsRemove } from "./mutations/order.ts";
import { discountCodeRedeemCodeBulkDelete, discountRedeemCodeBulkAdd } from "./mutations/redeem-codes.ts";
import { refundCreate } from "./mutations/refund.ts";
import { webPixelCreate, webPixelUpdate } from "./mutations/web-pixel.ts";

export const mutationRoot: View = {
  __typename: "Mutation",
  appRevokeAccessScopes,
  bulkOperationCancel,
  bulkOperationRunQuery,
  discountCodeActivate: discount.discountCodeActivate,
  discountCodeBasicCreate: discount.discountCodeBasicCreate,
  discountCodeBasicUpdate: discount.discountCodeBasicUpdate,
  discountCodeDeactivate: discount.discountCodeDeactivate,
  discountCodeDelete: discount.discountCodeDelete,
  discountCodeRedeemCodeBulkDelete,
  discountRedeemCodeBulkAdd,
  metafieldDefinitionCreate,
  metafieldsSet,
  orderCancel,
  orderEditAddCustomItem: edit.orderEditAddCustomItem,
  orderEditAddVariant: edit.orderEditAddVariant,
  orderEditBegin: edit.orderEditBegin,
  orderEditCommit: edit.orderEditCommit,
  orderEditSetQuantity: edit.orderEditSetQuantity,
  orderUpdate,
  refundCreate,
  tagsAdd,
  tagsRemove,
  webPixelCreate,
  webPixelUpdate,
};
