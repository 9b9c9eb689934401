/** The webhook door's process of a torture run: `web.ts <database url> <port>`. */
import { createServer } from "node:http";
import { openDatabase } from "../../app/adapters/database/connect.ts";
import { storeDeliveries } from "../../app/adapters/database/inbox/store.ts";
import { createLog } from "../../app/server/log.ts";
import { createWebhookDoor } from "../../app/server/doors/webhook.ts";
import { secret } from "../../tests/bench/support/requests.ts";

const [url = "", port = ""] = process.argv.slice(2);
const { pool } = openDatabase({ url });
// As production logs; the lines go to whoever started this.
const log = createLog({ level: "warn", destination: { write: (line: string) => void process.send?.({ line }) } });
const door = createWebhookDoor({
  secrets: [secret],
  store: (batch) => storeDeliveries(pool, batch),
  log,
});
createServer((request, response) => void door(request, response)).listen(Number(port), "127.0.0.1", () =>
  process.send?.("ready"),
);
