import { createLinkFinder } from "#app/adapters/database/clicks/links.ts";
import { createVisitRecorder } from "#app/adapters/database/clicks/visits.ts";
import { storeDeliveries } from "#app/adapters/database/inbox/store.ts";
import { isTransient } from "#app/adapters/database/inbox/transient.ts";
import type { Container } from "./container.ts";
import { apiSecrets } from "./env.ts";
import { createRedirectDoor } from "./doors/redirect.ts";
import { VisitBuffer } from "./doors/visit-buffer.ts";
import { createWebhookDoor } from "./doors/webhook.ts";
import type { Doors } from "./http.ts";

/**
 * The plain Node handlers of this process, and what to finish when it ends.
 * @param onStored called when deliveries have been stored
 */
export function openDoors(container: Container, onStored: () => void): { doors: Doors; close(): Promise<void> } {
  const { connection, env, keys, clock, log } = container;
  const { pool } = connection;
  const secrets = apiSecrets(env);
  const webhooks = createWebhookDoor({ secrets, store: (batch) => storeDeliveries(pool, batch), log, onStored });
  const visits = new VisitBuffer({ record: createVisitRecorder(pool), isTransient, log });
  const scheme = env.SHOPIFY_STAND_IN_URL === undefined ? "https" : "http";
  const referral = createRedirectDoor({
    find: createLinkFinder(pool),
    onVisit: (visit) => visits.add(visit),
    signingKey: keys.signing.current,
    clock,
    log,
    storefrontOf: ({ primaryDomain }) => `${scheme}://${primaryDomain}`,
    publicUrl: (path) => new URL(path, env.SHOPIFY_APP_URL).href,
  });
  const close = async () => {
    await webhooks.drained();
    await visits.flush();
  };
  return { doors: { webhooks, referral }, close };
}
