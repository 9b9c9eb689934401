import type { Queryable } from "#app/adapters/database/connect.ts";
import { type ClickMark, factSealer } from "#app/adapters/database/settling/seal.ts";
import { settleStore } from "#app/adapters/database/settling/store.ts";
import { isSignedClick } from "#app/services/click-token.ts";
import type { Clock } from "#app/services/ports/clock.ts";
import type { Settle } from "#app/services/ports/settling.ts";
import { settleOrders } from "#app/services/settle-orders.ts";

/** Settling inside a transaction of the caller's. */
export function settlingOf({
  signingKey,
  clock,
}: {
  signingKey: Uint8Array;
  clock: Clock;
}): (client: Queryable) => Settle {
  const isGenuine = ({ token, clickedAt, signature }: ClickMark): boolean =>
    clickedAt === null || (signature !== null && isSignedClick(signingKey, { token, clickedAt, signature }));
  const seal = factSealer(signingKey, isGenuine);
  return (client) => (incoming, again) => {
    const now = clock.now();
    return settleOrders(settleStore(client, now), { now, seal }, incoming, again);
  };
}
