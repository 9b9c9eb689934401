import { canonicalText } from "#app/domain/kernel/text.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import type { SettleStore, ShopBook, StoredOrder } from "#app/services/ports/settling.ts";
import type { DueCommission, HoldStore } from "#app/services/ledger/release-holds.ts";
import { postAll } from "./ledger.ts";
import { saveReviews } from "./reviews.ts";
import type { MemoryOrder, State } from "./state.ts";

export const bookOf = ({ shop, position }: State): ShopBook => ({
  shopId: shop.id,
  currency: shop.currency,
  timeZone: "UTC",
  position,
  installedAt: shop.installedAt,
});

/** What settling needs where no rule reads running totals and no product has to be fetched. */
export function memorySettleStore(state: State): SettleStore {
  return {
    lockShops: async () => [bookOf(state)],
    orders: async (keys) => keys.flatMap(({ orderId }): StoredOrder[] => present(state.orders.get(orderId))),
    // Every shopper of these worlds is a guest.
    customerOrders: async () => [],
    texts: async (refs) =>
      new Map(
        state.inbox
          .filter(({ id }) => refs.includes(id))
          .map(({ id, body }) => [id, canonicalText(JSON.parse(Buffer.from(body).toString()))]),
      ),
    partnerships: async () => [...state.partnerships],
    offerVersions: async () => [...state.offers],
    reviews: async (_shopId, orderIds) => state.reviews.filter(({ orderId }) => orderIds.includes(orderId)),
    productVersions: async () => [],
    startSeries: async (book) => book,
    totals: async () => [],
    payableBalances: async (keys) =>
      new Map(keys.map(({ shopId, creatorId }) => [`${shopId} ${creatorId}`, state.balance(creatorId, "payable")])),
    async save(orders, transfers, _series, books) {
      const kept = new Map(state.orders);
      for (const order of orders) {
        const before = kept.get(order.orderId);
        const posted = order.verdict?.commissions ?? before?.posted ?? [];
        kept.set(order.orderId, { ...order, earlierOrders: null, posted });
      }
      state.orders = kept;
      for (const { orderId, reviews } of orders) saveReviews(state, orderId, reviews);
      postAll(state, transfers);
      state.position = books[0]?.position ?? state.position;
    },
  };
}

const present = (order: MemoryOrder | undefined): MemoryOrder[] => (order === undefined ? [] : [order]);

export function memoryHoldStore(state: State): HoldStore {
  const due = (now: Instant): DueCommission[] =>
    [...state.orders.values()].flatMap(({ orderId, posted }) =>
      posted
        .filter(
          ({ maturesAt, payableMinor, releasableMinor }) =>
            maturesAt !== null && maturesAt <= now && payableMinor < releasableMinor,
        )
        .map(({ creatorId, payableMinor, releasableMinor, heldMinor, maturesAt, postingNumber }) => ({
          shopId: state.shop.id,
          orderId,
          creatorId,
          currency: state.shop.currency,
          releasableMinor,
          maturedMinor: payableMinor,
          heldMinor,
          maturesAt: maturesAt ?? now,
          postingNumber,
        })),
    );
  return {
    shopsWithDue: async (now) => (state.shop.uninstalledAt === null && due(now).length > 0 ? [state.shop.id] : []),
    lockDue: async (_shopId, now, limit) => due(now).slice(0, limit),
    async release(released) {
      const orders = new Map(state.orders);
      for (const { due: one, transfers } of released) {
        const order = orders.get(one.orderId);
        if (order === undefined) continue;
        const posted = order.posted.map((commission) =>
          commission.creatorId === one.creatorId ? afterRelease(commission, transfers.length) : commission,
        );
        orders.set(one.orderId, { ...order, posted });
      }
      state.orders = orders;
      postAll(
        state,
        released.flatMap(({ transfers }) => transfers),
      );
    },
  };
}

function afterRelease(one: MemoryOrder["posted"][number], postings: number): MemoryOrder["posted"][number] {
  const moved = one.releasableMinor - one.payableMinor;
  return {
    ...one,
    payableMinor: one.releasableMinor,
    pendingMinor: one.pendingMinor - moved,
    heldMinor: one.heldMinor > moved ? one.heldMinor - moved : 0n,
    postingNumber: one.postingNumber + postings,
  };
}
