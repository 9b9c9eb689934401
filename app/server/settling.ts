import type { Queryable } from "#app/adapters/database/connect.ts";
import { type ClickMark, factSealer } from "#app/adapters/database/settling/seal.ts";
import { settleStore } from "#app/adapters/database/settling/store.ts";
import { isSignedClick } from "#app/services/capture/click-token.ts";
import type { Clock } from "#app/services/ports/clock.ts";
import type { Settle } from "#app/services/ports/settling.ts";
import { settleOrders, type SettleDeps } from "#app/services/orders/settle-orders.ts";
import type { Keys } from "./keys.ts";

type Given = Keys & { clock: Clock };

/** Settling inside a transaction of the caller's. */
export function settlingOf(given: Given): (client: Queryable) => Settle {
  const depsNow = settleDepsOf(given);
  return (client) => (incoming, again) => {
    const deps = depsNow();
    return settleOrders(settleStore(client, deps.now), deps, incoming, again);
  };
}

/** What settling takes beside its store, as of when it is asked for. */
export function settleDepsOf({ hashKey, signing, clock }: Given): () => SettleDeps {
  const isGenuine = ({ token, clickedAt, signature }: ClickMark): boolean =>
    clickedAt === null || (signature !== null && isSignedClick(signing, { token, clickedAt, signature }));
  const sealerOfABatch = factSealer(hashKey, isGenuine);
  return () => ({ now: clock.now(), seal: sealerOfABatch() });
}
