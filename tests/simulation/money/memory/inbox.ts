import { type Instant, instant } from "#app/domain/kernel/instant.ts";
import type { ClaimedDelivery, InboxWork } from "#app/services/ports/inbox.ts";
import type { Installations } from "#app/services/ports/installations.ts";
import type { ReconciliationStore } from "#app/services/ports/reconciliation.ts";
import type { MemoryDatabase } from "./database.ts";
import type { MemoryDelivery, State } from "./state.ts";

export function memoryInbox(state: State): InboxWork {
  const claimed = (deliveries: readonly MemoryDelivery[]) => deliveries.map((delivery) => read(state, delivery));
  const waiting = () => state.inbox.filter((delivery) => delivery.state === "pending");
  return {
    claim: async ({ rows }) => claimed(waiting().slice(0, rows)),
    claimThese: async (ids) => claimed(waiting().filter(({ id }) => ids.includes(id))),
    async finish(finished) {
      const outcomes = new Map(finished.map(({ delivery, outcome }) => [delivery.id, outcome]));
      state.inbox = state.inbox.map((delivery) => {
        const outcome = outcomes.get(delivery.id);
        if (outcome === undefined || outcome.kind === "later") return delivery;
        return { ...delivery, state: outcome.kind, reason: outcome.kind === "aside" ? outcome.reason : null };
      });
    },
    async fail(id, { reason }) {
      state.inbox = state.inbox.map((delivery) =>
        delivery.id === id ? { ...delivery, state: "aside", reason } : delivery,
      );
    },
  };
}

function read({ shop }: State, delivery: MemoryDelivery): ClaimedDelivery {
  const { id, topic, webhookId, triggeredAt, body } = delivery;
  return {
    id,
    receivedAt: triggeredAt ?? instant(0),
    topic,
    webhookId,
    triggeredAt: triggeredAt ?? instant(0),
    attempts: 0,
    shop,
    body: () => body,
    packed: body,
  };
}

/** Stored at most once. */
export function store(state: State, delivery: Omit<MemoryDelivery, "id" | "state" | "reason">): boolean {
  const same = ({ topic, webhookId }: MemoryDelivery) => topic === delivery.topic && webhookId === delivery.webhookId;
  if (state.inbox.some(same)) return false;
  state.inbox = [...state.inbox, { ...delivery, id: state.inbox.length + 1, state: "pending", reason: null }];
  return true;
}

export const memoryInstallations = (state: State): Installations => ({
  async end(_shopId, at) {
    state.shop = { ...state.shop, uninstalledAt: state.shop.uninstalledAt ?? at };
  },
  saveScopes: async () => undefined,
});

type Needed =
  | "shop"
  | "behind"
  | "hasWaiting"
  | "deliver"
  | "checkedUntil"
  | "count"
  | "mark"
  | "chargebacksBehind"
  | "deliverChargeback"
  | "countChargebacks";

export function memoryReconciliation(database: MemoryDatabase): Pick<ReconciliationStore, Needed> {
  const known = (orderId: string): Instant | null =>
    database.state.orders.get(orderId)?.facts.newest?.rank.updatedAt ?? null;
  return {
    async shop(shopId) {
      const { shop, since } = database.state;
      return shop.uninstalledAt === null
        ? {
            id: shopId,
            domain: shop.domain,
            since,
            readsCustomers: true,
            readsAllOrders: true,
            readsChargebacks: true,
          }
        : null;
    },
    behind: async (_shop, stamps) =>
      stamps.flatMap((stamp) => {
        const at = known(stamp.orderId);
        if (at !== null && at >= stamp.updatedAt) return [];
        return [{ ...stamp, kind: at === null ? ("missing" as const) : ("newer" as const) }];
      }),
    hasWaiting: async () => database.state.inbox.some((delivery) => delivery.state === "pending"),
    deliver: (shop, order, at) =>
      database.transaction(async (state) =>
        store(state, {
          shopDomain: shop.domain,
          topic: "orders/updated",
          webhookId: `reconcile-${order.orderId}-${order.updatedAt}`,
          eventId: null,
          triggeredAt: at > order.updatedAt ? at : order.updatedAt,
          apiVersion: "2026-10",
          body: Buffer.from(JSON.stringify(order.body)),
        }),
      ),
    checkedUntil: async () => database.state.checkedUntil,
    count: async () => undefined,
    chargebacksBehind: async (_shop, fetched) =>
      fetched.flatMap((one) => {
        const kept = database.state.orders.get(one.orderId)?.facts.chargebacks ?? [];
        const found = kept.find(({ chargeback }) => chargeback.id === one.chargebackId)?.chargeback;
        const knownAs = found === undefined ? null : `${found.type} ${found.status}`;
        return knownAs === `${one.type} ${one.status}` ? [] : [{ ...one, knownAs }];
      }),
    deliverChargeback: (shop, { chargebackId, type, status, knownAs, body }, askedAt) =>
      database.transaction(async (state) =>
        store(state, {
          shopDomain: shop.domain,
          topic: "disputes/update",
          webhookId: `reconcile-dispute-${chargebackId}-${knownAs}-${type}-${status}`,
          eventId: null,
          triggeredAt: askedAt,
          apiVersion: "2026-10",
          body: Buffer.from(JSON.stringify(body)),
        }),
      ),
    countChargebacks: async () => undefined,
    mark: (_shopId, _at, { until }) =>
      database.transaction(async (state) => {
        state.checkedUntil = until;
      }),
  };
}
