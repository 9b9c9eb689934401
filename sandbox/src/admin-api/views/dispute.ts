import { gid } from "../../state/ids.ts";
import type { Dispute } from "../../state/order.ts";
import { connection, type SortKey } from "../connection.ts";
import type { Context, View } from "../context.ts";
import { byInstant, byNumber, byText, search, type Test } from "../search-query.ts";
import { moneyV2 } from "./money.ts";
import { findNodesOf, nodeView } from "./node.ts";
import type { ListArgs } from "./product.ts";

const tests: Record<string, Test<Dispute>> = {
  id: byNumber((dispute) => dispute.id),
  initiated_at: byInstant((dispute) => dispute.initiatedAt),
  status: byText((dispute) => dispute.status),
};

const byStart = (dispute: Dispute): SortKey => [Math.floor(dispute.initiatedAt.getTime() / 1000), dispute.id];

const disputeView = (dispute: Dispute): View => ({
  __typename: "ShopifyPaymentsDispute",
  id: gid("ShopifyPaymentsDispute", dispute.id),
  legacyResourceId: String(dispute.id),
  type: dispute.type.toUpperCase(),
  status: dispute.status.toUpperCase(),
  amount: moneyV2(dispute.money.minor, dispute.money.currency),
  initiatedAt: dispute.initiatedAt,
  evidenceDueBy: dispute.evidenceDueBy,
  evidenceSentOn: dispute.evidenceSentOn,
  finalizedOn: dispute.finalizedOn,
  reasonDetails: {
    __typename: "ShopifyPaymentsDisputeReasonDetails",
    reason: dispute.reason.toUpperCase(),
    networkReasonCode: dispute.networkReasonCode,
  },
  order: (_: never, context: Context) =>
    dispute.orderId === null ? null : nodeView(context, gid("Order", dispute.orderId)),
});

export const disputesPage = ({ shop }: Context, args: ListArgs): View =>
  connection(
    "ShopifyPaymentsDispute",
    search("disputes", [...shop.disputes.values()], args.query, tests),
    args,
    byStart,
    disputeView,
  );

findNodesOf("ShopifyPaymentsDispute", ({ shop }, id) => {
  const dispute = shop.disputes.get(id);
  return dispute ? disputeView(dispute) : null;
});
