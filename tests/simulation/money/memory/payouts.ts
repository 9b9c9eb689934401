import type { PayoutMethods } from "#app/services/ports/creator-payouts.ts";
import type { PayoutStore, PayoutChange, Payout } from "#app/services/ports/payouts.ts";
import type { State } from "./state.ts";

type Needed =
  | "lockShop"
  | "candidates"
  | "openDraft"
  | "create"
  | "discard"
  | "batch"
  | "payoutsOf"
  | "get"
  | "instructions"
  | "change"
  | "changeBatch"
  | "approve";

const NEXT: Readonly<Record<Payout["state"], readonly Payout["state"][]>> = {
  draft: ["approved", "failed"],
  approved: ["submitted", "failed"],
  submitted: ["unknown", "paid", "failed"],
  unknown: ["submitted", "paid", "failed"],
  paid: ["returned"],
  failed: [],
  returned: [],
};

export function memoryPayouts(state: State): Pick<PayoutStore, Needed> {
  const byId = (id: string): Payout | null => state.payouts.find((payout) => payout.id === id) ?? null;
  return {
    lockShop: async () => undefined,
    async candidates(_shopId, now) {
      const creators = [...new Set(state.partnerships.map(({ creator }) => creator))];
      return creators.map((creatorId) => ({
        creatorId,
        currency: state.shop.currency,
        payableMinor: state.balance(creatorId, "payable"),
        waitingSince: waitingSince(state, creatorId),
        ended: state.partnerships.every(({ creator, activeUntil }) => creator !== creatorId || activeUntil !== null),
        methodChanging: (state.methods.get(creatorId) ?? []).some(({ effectiveFrom }) => effectiveFrom > now),
      }));
    },
    openDraft: async () => state.batches.find((batch) => batch.state === "draft")?.id ?? null,
    async create(shopId, plan, { at, method }) {
      const batchId = `batch-${state.batches.length}`;
      const batch = { shopId, id: batchId, state: "draft" as const, createdAt: at, approvedAt: null, closedAt: null };
      state.batches = [...state.batches, batch];
      const made = plan.payouts.map((payout): Payout => {
        const id = `${batchId}-${payout.creatorId}`;
        return {
          shopId,
          id,
          batchId,
          ...payout,
          method,
          reference: null,
          state: "draft",
          failure: null,
          ourKey: `payout-${id}`,
        };
      });
      state.payouts = [...state.payouts, ...made];
      return batchId;
    },
    async discard(_shopId, batchId) {
      state.payouts = state.payouts.filter((payout) => payout.batchId !== batchId);
      state.batches = state.batches.map((batch) => (batch.id === batchId ? { ...batch, state: "closed" } : batch));
    },
    batch: async (_shopId, id) => state.batches.find((batch) => batch.id === id) ?? null,
    payoutsOf: async (_shopId, batchId) => state.payouts.filter((payout) => payout.batchId === batchId),
    get: async (_shopId, id) => byId(id),
    instructions: async () => null,
    async change(_shopId, id, { state: to, reference, failure }: PayoutChange) {
      const from = byId(id)?.state;
      if (from === undefined || (from !== to && !NEXT[from].includes(to)))
        throw new Error(`payout ${id}: ${from} does not become ${to}`);
      state.payouts = state.payouts.map((payout) =>
        payout.id === id
          ? { ...payout, state: to, reference: reference ?? payout.reference, failure: failure ?? payout.failure }
          : payout,
      );
    },
    async approve(_shopId, ids) {
      state.payouts = state.payouts.map((payout) =>
        ids.includes(payout.id) ? { ...payout, state: "approved" } : payout,
      );
    },
    async changeBatch(_shopId, id, { state: to }) {
      state.batches = state.batches.map((batch) => (batch.id === id ? { ...batch, state: to } : batch));
    },
  };
}

/** Since when some of the payable balance waits: the first credit after the last payout, or that payout, which left some. */
function waitingSince(state: State, creatorId: string) {
  const theirs = state.transfers.filter((transfer) => transfer.creatorId === creatorId);
  const last = theirs.findLastIndex(({ kind }) => kind === "payout_started");
  const since = theirs.slice(last + 1);
  const change = since.reduce(
    (sum, { from, to, amountMinor }) =>
      sum + (to === "payable" ? amountMinor : 0n) - (from === "payable" ? amountMinor : 0n),
    0n,
  );
  const leftOver = last >= 0 && state.balance(creatorId, "payable") - change > 0n ? theirs[last] : undefined;
  const credits = since.filter(({ to }) => to === "payable");
  return (
    [...(leftOver ? [leftOver] : []), ...credits].map(({ happenedAt }) => happenedAt).toSorted((a, b) => a - b)[0] ??
    null
  );
}

export function memoryMethods(state: State): PayoutMethods {
  const of = (creatorId: string) => state.methods.get(creatorId) ?? [];
  const told = (found: { createdAt: PayoutMethodTime; effectiveFrom: PayoutMethodTime } | undefined) =>
    found === undefined ? null : { kind: "manual" as const, instructions: "by bank", ...found };
  return {
    inForce: async (creatorId, at) => told(of(creatorId).findLast(({ effectiveFrom }) => effectiveFrom <= at)),
    waiting: async (creatorId, at) => told(of(creatorId).find(({ effectiveFrom }) => effectiveFrom > at)),
    async add(creatorId, { createdAt, effectiveFrom }) {
      const kept = of(creatorId).filter((method) => method.effectiveFrom <= createdAt);
      state.methods = new Map([...state.methods, [creatorId, [...kept, { createdAt, effectiveFrom }]]]);
    },
    async cancelWaiting(creatorId, at) {
      const kept = of(creatorId).filter((method) => method.effectiveFrom <= at);
      const canceled = kept.length < of(creatorId).length;
      state.methods = new Map([...state.methods, [creatorId, kept]]);
      return canceled;
    },
  };
}

type PayoutMethodTime = Parameters<PayoutMethods["inForce"]>[1];
