import type { RequestListener } from "node:http";
import { createLinkFinder } from "../../../app/adapters/database/clicks/links.ts";
import { createVisitRecorder } from "../../../app/adapters/database/clicks/visits.ts";
import { openDatabase } from "../../../app/adapters/database/connect.ts";
import { isTransient } from "../../../app/adapters/database/inbox/transient.ts";
import { systemClock } from "../../../app/server/clock.ts";
import { createRedirectDoor } from "../../../app/server/doors/redirect.ts";
import { VisitBuffer } from "../../../app/server/doors/visit-buffer.ts";
import { serve } from "../support/serve.ts";

const [name = "", url = ""] = process.argv.slice(2);

/** A redirect to a fixed place, nothing looked up and nothing kept. */
function bare(): RequestListener {
  return (_request, response) => {
    response.writeHead(302, { Location: "https://shop.example/products/hat?ref=x", "Content-Length": "0" }).end();
  };
}

function door(): RequestListener {
  const { pool } = openDatabase({ url });
  const log = { warn: (fields: object) => console.error(fields) };
  const visits = new VisitBuffer({ record: createVisitRecorder(pool), isTransient, log });
  const handler = createRedirectDoor({
    find: createLinkFinder(pool),
    onVisit: (visit) => visits.add(visit),
    signingKey: Buffer.alloc(32, 1),
    clock: systemClock,
    log,
    publicUrl: (path) => `https://bench.example${path}`,
    // The load has 5,000 addresses; what a person may do in a minute is not what is measured.
    limits: { perMinute: 1e9, unknownPerMinute: 60 },
  });
  return (request, response) => void handler(request, response);
}

serve(name === "bare" ? bare() : door());
