/** A worker's process of a torture run: `worker.ts <database url>`. */
import { openDatabase } from "../../app/adapters/database/connect.ts";
import { hashKeyOf } from "../../app/adapters/database/creators/secrets.ts";
import { systemClock } from "../../app/server/clock.ts";
import { settlingOf } from "../../app/server/settling.ts";
import { startWorker } from "../../app/server/worker.ts";

const [url = ""] = process.argv.slice(2);
const key = Buffer.alloc(32, 7);
startWorker({
  database: openDatabase({ url, max: 4 }),
  settleIn: settlingOf({ hashKey: hashKeyOf(key), signing: { current: key }, clock: systemClock }),
  clock: systemClock,
  log: {
    info: () => undefined,
    // A database that goes away is what a torture run is about; a delivery that fails is told.
    warn: () => undefined,
    error: (fields, message) => console.error(message, fields),
  },
});
process.send?.("ready");
