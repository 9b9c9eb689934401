import { formatInstant, instant } from "#app/domain/kernel/instant.ts";
import type { OrderSource, StampPage } from "#app/services/ports/order-source.ts";
import type { AdminClient } from "../admin-client.ts";
import { gidOf } from "../gid.ts";
import { customerOrderIndexes, stamps } from "./answers.ts";
import { readChargebacks } from "./chargebacks.ts";
import { readProductFacts } from "./product-facts.ts";
import { startSweep, sweepOf } from "./sweep.ts";
import { toBody } from "./to-body.ts";
import { readWholeOrder } from "./whole-order.ts";

const changedAtOnce = 250;
/** Most of a back-fill's orders are read whole: a page is what one step of it does. */
const madeAtOnce = 50;
const indexesAtOnce = 100;

/** Orders and products over the Admin API; `send` fetches the files of bulk operations. */
export function createOrderSource(admin: AdminClient, send: typeof fetch): OrderSource {
  const list = async (
    name: "ordersByUpdate" | "ordersByCreation",
    shop: string,
    variables: { first: number; after: string | null; query: string },
  ): Promise<StampPage> => {
    const { orders } = await admin(shop, name, variables, stamps);
    const { hasNextPage, endCursor } = orders.pageInfo;
    return { stamps: orders.nodes.map(stampOf), next: hasNextPage ? endCursor : null };
  };
  return {
    changed({ domain }, { from, until }, after) {
      const query = `updated_at:>='${formatInstant(from)}' updated_at:<'${formatInstant(until)}'`;
      return list("ordersByUpdate", domain, { first: changedAtOnce, after, query });
    },
    made({ domain }, from, after) {
      return list("ordersByCreation", domain, {
        first: madeAtOnce,
        after,
        query: `created_at:>='${formatInstant(from)}'`,
      });
    },

    async whole(shop, orderId) {
      const order = await readWholeOrder(admin, shop, orderId);
      return order && { ...stampOf(order), body: toBody(order) };
    },

    chargebacks: (shop, since, after) => readChargebacks(admin, shop, since, after),
    startSweep: (shop, from) => startSweep(admin, shop, from),
    sweep: (shop, sweep) => sweepOf(admin, send, shop, sweep),
    products: (shop, productIds) => readProductFacts(admin, shop, productIds),

    async earlierOrders({ domain }, orderIds) {
      const found = new Map<string, number | null>(orderIds.map((id) => [id, null]));
      for (let at = 0; at < orderIds.length; at += indexesAtOnce) {
        const ids = orderIds.slice(at, at + indexesAtOnce).map((id) => gidOf("Order", id));
        const { nodes } = await admin(domain, "customerOrderIndexes", { ids }, customerOrderIndexes);
        for (const node of nodes) {
          const journey = node?.customerJourneySummary;
          if (!node || !journey) continue;
          if (!journey.ready) found.delete(node.legacyResourceId);
          else found.set(node.legacyResourceId, earlierThan(journey.customerOrderIndex));
        }
      }
      return found;
    },
  };
}

const stampOf = ({ legacyResourceId, updatedAt }: { legacyResourceId: string; updatedAt: string }) => ({
  orderId: legacyResourceId,
  // As the bodies have it: whole seconds.
  updatedAt: instant(Math.floor(Date.parse(updatedAt) / 1_000) * 1_000),
});

/** Shopify counts a customer's orders from 1. */
const earlierThan = (index: number | null): number | null => (index === null ? null : Math.max(0, index - 1));
