import type { Queryable } from "#app/adapters/database/connect.ts";
import { factSealer } from "#app/adapters/database/settling/seal.ts";
import { settleStore } from "#app/adapters/database/settling/store.ts";
import type { EvidenceMark } from "#app/domain/order/order.ts";
import { isSignedClick } from "#app/services/click-token.ts";
import type { Clock } from "#app/services/ports/clock.ts";
import type { Settle } from "#app/services/ports/settling.ts";
import { settleOrders } from "#app/services/settle-orders.ts";

/** Settling inside a transaction of the caller's. */
export function settlingOf({ signingKey, clock }: { signingKey: Uint8Array; clock: Clock }): (client: Queryable) => Settle {
  const seal = factSealer(signingKey);
  /** A time that we did not sign proves nothing; without a time there is nothing to prove. */
  const isGenuine = (mark: EvidenceMark): boolean => {
    if (mark.kind !== "click" || mark.clickedAt === null) return true;
    const { token, clickedAt, signature } = mark;
    return signature !== null && isSignedClick(signingKey, { token, clickedAt, signature });
  };
  return (client) => (incoming) => {
    const now = clock.now();
    return settleOrders(settleStore(client, now), { now, seal, isGenuine }, incoming);
  };
}
