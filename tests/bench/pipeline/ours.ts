import type { PoolClient } from "pg";
import { openDatabase } from "../../../app/adapters/database/connect.ts";
import { systemClock } from "../../../app/server/clock.ts";
import { settlingOf } from "../../../app/server/settling.ts";
import { batchLimit, lanesAtOnce, processDepsOf } from "../../../app/server/worker.ts";
import type { Settle } from "../../../app/services/ports/settling.ts";
import { drainInbox } from "../../../app/services/inbox/drain-inbox.ts";
import type { ProcessDeps } from "../../../app/services/inbox/process-deliveries.ts";
import { keysOf } from "../../builders/keys.ts";

export const keys = keysOf(7);

/** The worker as it runs in production, on one connection. */
export function ours(
  url: string,
  settleIn: (client: PoolClient) => Settle = settlingOf({ ...keys, clock: systemClock }),
) {
  const database = openDatabase({ url, max: 2 });
  const fail = (fields: object) => {
    throw new Error(`A delivery of the bench could not be settled: ${JSON.stringify(fields)}`, { cause: fields });
  };
  const log = { info: () => undefined, warn: fail, error: fail };
  const deps: ProcessDeps = processDepsOf({ database, settleIn, clock: systemClock, log });
  return {
    /** Until nothing waits. @returns deliveries processed */
    async drain(): Promise<number> {
      const { claimed, aside } = await drainInbox(deps, { limit: batchLimit, lanes: lanesAtOnce });
      if (aside > 0) throw new Error(`${aside} deliveries of the bench were set aside`);
      return claimed;
    },
    close: () => database.close(),
  };
}
