import { z } from "zod";
import type { OrderLabels } from "#app/services/ports/order-labels.ts";
import type { AdminClient } from "../admin-client.ts";
import { gidOf, numberIn } from "../gid.ts";

const answer = z.object({
  nodes: z.array(
    z
      .object({
        legacyResourceId: z.string(),
        name: z.string(),
        lineItems: z.object({ nodes: z.array(z.object({ id: z.string(), name: z.string() })) }).optional(),
      })
      .nullable(),
  ),
});

/** Names of orders, and titles of lines, over the Admin API. */
export const askedOrderLabels =
  (admin: AdminClient): OrderLabels["asked"] =>
  async (shopDomain, orderIds, { lines }) => {
    const ids = orderIds.map((orderId) => gidOf("Order", orderId));
    const { nodes } = await admin(shopDomain, "orderLabels", { ids, lines }, answer);
    return new Map(
      nodes.flatMap((order) =>
        order === null
          ? []
          : [
              [
                order.legacyResourceId,
                {
                  name: order.name,
                  lines: new Map(order.lineItems?.nodes.map(({ id, name }) => [numberIn(id), name])),
                },
              ],
            ],
      ),
    );
  };
