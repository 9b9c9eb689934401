import type { AdminClient } from "../admin-client.ts";
import { gidOf } from "../gid.ts";
import { AdminAccessDenied, AdminContractBroken } from "../admin-errors.ts";
import type { SourceShop } from "#app/services/ports/order-source.ts";
import { moreLines, moreRefundLines, wholeOrder, type WholeOrder, type WholeRefund } from "./answers.ts";
import { allNodes } from "./pages.ts";

/** An order with all its lines and refunds; null when there is none, or the app may not see it. */
export async function readWholeOrder(
  admin: AdminClient,
  shop: SourceShop,
  orderId: string,
): Promise<WholeOrder | null> {
  const id = gidOf("Order", orderId);
  const order = await head(admin, shop, id);
  if (order === null) return null;
  const lines = await allNodes(order.lineItems, async (after) => {
    return (await admin(shop.domain, "moreLines", { id, after }, moreLines)).order?.lineItems;
  });
  const refunds: WholeRefund[] = [];
  for (const refund of order.refunds) refunds.push(await withAllLines(admin, shop, refund));
  return { ...order, lineItems: { ...order.lineItems, nodes: lines }, refunds };
}

async function head(admin: AdminClient, shop: SourceShop, id: string): Promise<WholeOrder | null> {
  if (shop.readsCustomers) {
    try {
      return (await admin(shop.domain, "wholeOrderAndCustomer", { id }, wholeOrder)).order;
    } catch (error) {
      // Scopes may have been taken back since we were told of them.
      if (!(error instanceof AdminAccessDenied)) throw error;
    }
  }
  return (await admin(shop.domain, "wholeOrder", { id }, wholeOrder)).order;
}

async function withAllLines(admin: AdminClient, shop: SourceShop, refund: WholeRefund): Promise<WholeRefund> {
  const { refundShippingLines, orderAdjustments, transactions, id } = refund;
  if (refundShippingLines.nodes.length >= 20 || orderAdjustments.nodes.length >= 50 || transactions.nodes.length >= 50)
    throw new AdminContractBroken(`${id} has more parts than the document asks for; raise its \`first\``);
  const nodes = await allNodes(refund.refundLineItems, async (after) => {
    return (await admin(shop.domain, "moreRefundLines", { id, after }, moreRefundLines)).refund?.refundLineItems;
  });
  return { ...refund, refundLineItems: { ...refund.refundLineItems, nodes } };
}
