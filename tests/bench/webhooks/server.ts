import { createHmac, timingSafeEqual } from "node:crypto";
import type { RequestListener } from "node:http";
import { openDatabase } from "../../../app/adapters/database/connect.ts";
import { storeDeliveries } from "../../../app/adapters/database/inbox/store.ts";
import { createWebhookDoor } from "../../../app/server/doors/webhook.ts";
import { secret } from "../support/requests.ts";
import { serve } from "../support/serve.ts";

/** The contenders, each in a process of its own: `server.ts <name> <database url>`. */
const [name = "", url = ""] = process.argv.slice(2);

/** Checks the signature and stores nothing: what Node itself can do. */
function bare(): RequestListener {
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const expected = createHmac("sha256", secret).update(Buffer.concat(chunks)).digest();
      const given = Buffer.from(String(request.headers["x-shopify-hmac-sha256"]), "base64");
      const genuine = given.length === expected.length && timingSafeEqual(given, expected);
      response.writeHead(genuine ? 200 : 401, { "Content-Length": "0" }).end();
    });
  };
}

function door(): RequestListener {
  const { pool } = openDatabase({ url });
  const handler = createWebhookDoor({
    secrets: [secret],
    store: (batch) => storeDeliveries(pool, batch),
    log: { warn: (fields) => console.error(fields) },
  });
  return (request, response) => void handler(request, response);
}

const contenders: Record<string, () => RequestListener | Promise<RequestListener>> = {
  bare,
  door,
  template: async () => (await import("./template.ts")).template(url),
};
serve(await contenders[name]!());
