import type { PrivacyStore } from "#app/services/ports/privacy.ts";
import type { State } from "./state.ts";
import { only } from "./stores.ts";

/** What is erased of a shopper: who they are, unless it is one of the shop's creators, and what was said of their orders. */
export const memoryPrivacy = (state: State): PrivacyStore =>
  only<PrivacyStore>({
    hasEarlierWaiting: async (_shopId, before) =>
      state.inbox.some(({ id, state: how }) => how === "pending" && id < before),
    async eraseCustomer(_shopId, { orderIds }) {
      const creators = new Set(state.partnerships.flatMap(({ likenesses }) => likenesses));
      const orders = new Map(state.orders);
      for (const orderId of orderIds) {
        const order = orders.get(orderId);
        if (order === undefined) continue;
        const likenesses = order.facts.likenesses.filter(({ likeness }) => creators.has(likeness));
        orders.set(orderId, { ...order, facts: { ...order.facts, identities: [], likenesses } });
      }
      state.orders = orders;
      return { orders: orderIds.length, bodies: 0 };
    },
    record: async () => undefined,
  });
