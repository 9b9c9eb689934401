import { z } from "zod";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { PastOrder, PastOrders } from "#app/services/ports/past-orders.ts";
import type { AdminClient } from "./admin-client.ts";
import { pricedOrder } from "./priced-order-answer.ts";
import { toPastOrder } from "./past-order.ts";

const answer = z.object({
  orders: z.object({
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    nodes: z.array(pricedOrder),
  }),
});

/** A page of these costs less than the 1,000 points that one query may. */
const pageSize = 8;

export function createPastOrders(admin: AdminClient): PastOrders {
  return {
    async since(shopDomain, at, limit) {
      const orders: PastOrder[] = [];
      const query = `processed_at:>='${dayOf(at)}'`;
      let complete = true;
      for (let after: string | null = null; ;) {
        const first = Math.min(pageSize, limit - orders.length);
        const page: z.output<typeof answer> = await admin(shopDomain, "pastOrders", { first, after, query }, answer);
        orders.push(...page.orders.nodes.map(toPastOrder));
        complete &&= page.orders.nodes.every((order) => !order.lineItems.pageInfo.hasNextPage);
        const { hasNextPage, endCursor } = page.orders.pageInfo;
        if (!hasNextPage || endCursor === null) return { orders, complete };
        if (orders.length >= limit) return { orders, complete: false };
        after = endCursor;
      }
    },
  };
}

const dayOf = (at: Instant): string => new Date(at).toISOString().slice(0, 19) + "Z";
