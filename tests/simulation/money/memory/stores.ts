import type { ActivityLog } from "#app/services/ports/activity.ts";
import type { PartnershipStore } from "#app/services/ports/applications.ts";
import type { Stores } from "#app/services/ports/database.ts";
import type { JobQueue } from "#app/services/ports/jobs.ts";
import type { Ledger } from "#app/services/ports/ledger.ts";
import type { MailOutbox } from "#app/services/ports/outbox.ts";
import type { PayoutStore } from "#app/services/ports/payouts.ts";
import type { ShopStore } from "#app/services/ports/shops.ts";
import { memoryAwards } from "./awards.ts";
import { memoryLedger } from "./ledger.ts";
import { memoryMethods, memoryPayouts } from "./payouts.ts";
import type { State } from "./state.ts";

/** Nothing that a world looks at: who did what, what is mailed, what is to be done later. */
const said: Pick<ActivityLog, "record"> & MailOutbox & JobQueue = {
  record: async () => undefined,
  toCreator: async () => undefined,
  toBrand: async () => undefined,
  add: async () => undefined,
  addEach: async () => undefined,
};

/** What the services of payouts use in a transaction; whatever else they ask for is not there, and says so. */
export const memoryStores = (state: State) =>
  only<Stores>({
    payouts: only<PayoutStore>(memoryPayouts(state)),
    ledger: only<Ledger>(memoryLedger(state)),
    shops: only<ShopStore>({ byId: async () => null, frozenSince: async () => state.shop.uninstalledAt }),
    awards: memoryAwards(state),
    partnerships: only<PartnershipStore>({
      known: async () => true,
      async lock(shopId, id) {
        const found = state.partnerships.find((one) => one.id === id);
        if (found === undefined) return null;
        const { offerId, creator, activeUntil } = found;
        return { shopId, id, offerId, creatorId: creator, state: activeUntil === null ? "active" : "ended" };
      },
    }),
    activity: only<ActivityLog>(said),
    mail: said,
    jobs: said,
  });

export const memoryMethodStores = (state: State) => ({ methods: memoryMethods(state), mail: said });

/** A port of which only a part is played: the rest throws when it is used. */
export function only<Whole extends object>(part: Partial<Whole>): Whole {
  return new Proxy(part, {
    get(target, key) {
      if (key in target) return Reflect.get(target, key) as unknown;
      throw new Error(`${String(key)} is not played in memory`);
    },
  }) as Whole;
}
