/** The webhook door's process of a torture run: `web.ts <database url> <port>`. */
import { createServer } from "node:http";
import { openDatabase } from "../../app/adapters/database/connect.ts";
import { storeDeliveries } from "../../app/adapters/database/inbox/store.ts";
import { createWebhookDoor } from "../../app/server/doors/webhook.ts";
import { secret } from "../../tests/bench/support/requests.ts";

const [url = "", port = ""] = process.argv.slice(2);
const { pool } = openDatabase({ url });
const door = createWebhookDoor({
  secrets: [secret],
  store: (batch) => storeDeliveries(pool, batch),
  log: { warn: () => undefined },
});
createServer((request, response) => void door(request, response)).listen(Number(port), "127.0.0.1", () =>
  process.send?.("ready"),
);
