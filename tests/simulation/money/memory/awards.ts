import type { Award, AwardHolds, AwardStore } from "#app/services/ports/awards.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import { postAll } from "./ledger.ts";
import type { State } from "./state.ts";

const changed = (state: State, ids: readonly string[], change: Partial<Award>): readonly Award[] =>
  state.awards.map((award) => (ids.includes(award.id) ? { ...award, ...change } : award));

export const memoryAwards = (state: State): AwardStore => ({
  async add(award) {
    state.awards = [...state.awards, award];
  },
  get: async (_shopId, id) => state.awards.find((award) => award.id === id) ?? null,
  async withdraw(_shopId, id, { at, reason }) {
    state.awards = changed(state, [id], { withdrawnAt: at, withdrawnFor: reason });
  },
});

export function memoryAwardHolds(state: State): AwardHolds {
  const due = (now: Instant): Award[] =>
    state.awards.filter(
      ({ maturesAt, releasedAt, withdrawnAt }) => maturesAt <= now && releasedAt === null && withdrawnAt === null,
    );
  return {
    shopsWithDue: async (now) => (state.shop.uninstalledAt === null && due(now).length > 0 ? [state.shop.id] : []),
    lockDue: async (_shopId, now, limit) => due(now).slice(0, limit),
    async release(released, transfers, at) {
      const ids = released.map(({ id }) => id);
      state.awards = changed(state, ids, { releasedAt: at });
      postAll(state, transfers);
    },
  };
}
