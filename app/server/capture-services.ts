import { createHmac, timingSafeEqual } from "node:crypto";
import type { Database } from "#app/adapters/database/connect.ts";
import { createCreatorDirectory } from "#app/adapters/database/capture/directory.ts";
import { createFunnel } from "#app/adapters/database/capture/funnel.ts";
import { openCaptureLimits } from "#app/adapters/database/capture/limits.ts";
import { createCaptureReports } from "#app/adapters/database/capture/reports.ts";
import { createReceipts } from "#app/adapters/database/capture/receipts.ts";
import { createSurveyAnswers } from "#app/adapters/database/capture/survey-answers.ts";
import { createTestOrders } from "#app/adapters/database/capture/test-orders.ts";
import { createLinkFinder } from "#app/adapters/database/clicks/links.ts";
import { createCodeStandings } from "#app/adapters/shopify/code-standings.ts";
import { createPixel } from "#app/adapters/shopify/pixel.ts";
import { createSessionTokens } from "#app/adapters/shopify/session-tokens.ts";
import { standInFetch } from "#app/adapters/shopify/stand-in-fetch.ts";
import { createStorefrontProbe } from "#app/adapters/shopify/storefront-probe.ts";
import { instant, type Instant } from "#app/domain/kernel/instant.ts";
import { signClick } from "#app/services/capture/click-token.ts";
import { landingUrl } from "#app/services/capture/landing.ts";
import type { LiveLink } from "#app/services/ports/clicks.ts";
import { createRehearsal } from "./capture/rehearsal.ts";
import { systemClock, type Clock } from "./clock.ts";
import { apiSecrets, type Env } from "./env.ts";
import type { Keys } from "./keys.ts";
import { settleDepsOf, settlingOf } from "./settling.ts";
import { apiVersion } from "./shopify.ts";

export type CaptureParts = Awaited<ReturnType<typeof createCaptureParts>>;

/** What the extensions' endpoints take: `checkCreatorCode(container.capture, …)`. */
export async function createCaptureParts({
  connection,
  env,
  keys,
  clock,
}: {
  connection: Pick<Database, "pool" | "transaction">;
  env: Env;
  keys: Keys;
  clock: Clock;
}) {
  const { pool } = connection;
  const secrets = apiSecrets(env);
  const settling = { ...keys, clock };
  return {
    directory: createCreatorDirectory(pool),
    receipts: createReceipts(pool),
    answers: createSurveyAnswers(connection, settlingOf(settling)),
    funnel: createFunnel(pool),
    reports: createCaptureReports(pool),
    probe: createStorefrontProbe(
      env.SHOPIFY_STAND_IN_URL === undefined ? fetch : standInFetch(env.SHOPIFY_STAND_IN_URL),
    ),
    /** The shop's pixel and its codes, by the Admin API's client. */
    pixelWith: createPixel,
    standingsWith: createCodeStandings,
    /** What the self-tests walk with: the referral door's own look-up and address, and a settling that keeps nothing. */
    findLink: createLinkFinder(pool),
    landingOf: (link: LiveLink) =>
      landingUrl(`https://${link.shop.domain}`, link, signClick(keys.signing.current, link.token, clock.now()), null),
    rehearsal: createRehearsal({
      database: connection,
      secret: env.SHOPIFY_API_SECRET,
      apiVersion,
      settling: settleDepsOf(settling),
    }),
    testOrders: createTestOrders(pool),
    limits: await openCaptureLimits(pool, keys.signing.current),
    tokens: createSessionTokens({ apiKey: env.SHOPIFY_API_KEY, secrets }),
    clock,
    /** Whether a request came through Shopify's app proxy, lately; where a demo moves its time, by that one too. */
    isProxied: (query: URLSearchParams) =>
      secrets.some((secret) => isSignedProxy(query, secret, [systemClock.now(), clock.now()])),
  };
}

/** A proxied request is used at once; an old address that somebody kept is not. */
const FRESH_MS = 10 * 60 * 1000;

/**
 * Checks an app proxy's query as Shopify documents it: all parameters but `signature`, sorted, `name=value` joined without
 * a separator (several values by commas), HMAC-SHA256 under the app's secret, hex.
 * https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies
 */
export function isSignedProxy(query: URLSearchParams, secret: string, nows: readonly Instant[]): boolean {
  const names = [...new Set(query.keys())].filter((name) => name !== "signature").toSorted();
  const text = names.map((name) => `${name}=${query.getAll(name).join(",")}`).join("");
  const ours = Buffer.from(createHmac("sha256", secret).update(text).digest("hex"));
  const theirs = Buffer.from(query.get("signature") ?? "");
  if (ours.length !== theirs.length || !timingSafeEqual(ours, theirs)) return false;
  const at = instant(Number(query.get("timestamp")) * 1000);
  return nows.some((now) => Math.abs(now - at) <= FRESH_MS);
}
