/** The process that releases and pays during a torture run: `payer.ts <database url> <the rail's port>`. */
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "../../app/adapters/database/connect.ts";
import { payRound } from "./pay-round.ts";
import { railAt } from "./rail.ts";

const [url = "", railPort = ""] = process.argv.slice(2);
const connection = openDatabase({ url, max: 5 });
const rail = railAt(Number(railPort));
process.send?.("ready");
for (;;) {
  // The database goes away: that is what a torture run is about.
  await payRound(connection, rail).catch(() => undefined);
  await sleep(500);
}
