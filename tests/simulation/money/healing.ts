import type { Model } from "./model.ts";
import { bodyOf, disputeBody } from "./toy-bodies.ts";
import type { Told, ToyShop } from "./toy-shop.ts";

const DAY = 86_400_000;

/** Orders that the app is behind with, as they are now, the longest unchanged first. */
export function healedOrders(model: Model, shop: ToyShop, now: number): Told[] {
  const settled = now - 2 * 60_000;
  return shop
    .changed(0, settled)
    .filter((order) => model.isBehind(order))
    .map((order) => ({
      topic: "orders/updated",
      webhookId: `reconcile-${order.id}-${order.updatedAt}`,
      triggeredAt: Math.max(now, order.updatedAt),
      body: bodyOf(order),
    }));
}

/** Chargebacks that began in the last days and are known otherwise than they are, or not at all. */
export function healedDisputes(model: Model, shop: ToyShop, now: number, days: number): Told[] {
  return shop.orders.flatMap((order) =>
    order.disputes.flatMap((dispute): Told[] => {
      const known = model.known.get(order.id)?.disputes.get(dispute.id);
      const isKnown = known?.kind === dispute.kind && known.status === dispute.status;
      if (isKnown || dispute.began < now - days * DAY) return [];
      return [
        {
          topic: "disputes/update",
          webhookId: `reconcile-${dispute.id}-${known?.status}-${dispute.status}`,
          triggeredAt: now,
          body: disputeBody(order.id, dispute),
        },
      ];
    }),
  );
}
