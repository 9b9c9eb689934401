import { instant } from "#app/domain/kernel/instant.ts";
import type { OrderSource } from "#app/services/ports/order-source.ts";
import type { Faults } from "./faults.ts";
import { bodyOf, disputeBody } from "./toy-bodies.ts";
import type { ToyShop } from "./toy-shop.ts";

/** The shop's Admin API, as far as the comparison of recent orders asks: what changed, and an order as it is now. */
export function sourceOf(shop: ToyShop, faults: Faults): OrderSource {
  const notAsked = async (): Promise<never> => {
    throw new Error("not asked in these worlds");
  };
  return {
    async changed(_shop, { from, until }) {
      faults.tick();
      const stamps = shop
        .changed(from, until)
        .map(({ id, updatedAt }) => ({ orderId: String(id), updatedAt: instant(updatedAt) }));
      return { stamps, next: null };
    },
    async whole(_shop, orderId) {
      faults.tick();
      const order = shop.orders.find(({ id }) => String(id) === orderId);
      return order === undefined ? null : { orderId, updatedAt: instant(order.updatedAt), body: bodyOf(order) };
    },
    async chargebacks(_shop, since) {
      faults.tick();
      const chargebacks = shop.orders.flatMap((order) =>
        order.disputes
          .filter(({ began }) => began >= since)
          .map((dispute) => ({
            chargebackId: String(dispute.id),
            orderId: String(order.id),
            type: dispute.kind,
            status: dispute.status,
            body: disputeBody(order.id, dispute),
          })),
      );
      return { chargebacks, next: null };
    },
    made: notAsked,
    startSweep: notAsked,
    sweep: notAsked,
    products: notAsked,
    earlierOrders: notAsked,
  };
}
