import type { IncomingMessage, ServerResponse } from "node:http";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { signClick } from "#app/services/click-token.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import { landingUrl } from "#app/services/landing.ts";
import type { Clock } from "#app/services/ports/clock.ts";
import type { FindLink, LiveLink, Visit } from "#app/services/ports/clicks.ts";
import { createLinkCache } from "./link-cache.ts";
import { previewPage, unknownPage } from "./referral-pages.ts";
import { visitorKind } from "./visitor-kind.ts";

export type RedirectDoorDeps = {
  find: FindLink;
  /** Takes a visit and returns at once: `VisitBuffer.add`. */
  onVisit: (visit: Visit) => void;
  /** Signs clicks: the environment's SIGNING_KEY. */
  signingKey: Uint8Array;
  clock: Clock;
  log: { warn(fields: object, message: string): void };
  /** Where shoppers of a shop go, without a slash at the end. */
  storefrontOf?: (shop: LiveLink["shop"]) => string;
  /** The public address of a path here, for previews. */
  publicUrl: (path: string) => string;
  /** Who asks; default: who connects, or whom a proxy on this machine names. */
  addressOf?: (request: IncomingMessage) => string;
  limits?: { perMinute: number; unknownPerMinute: number };
};

const linkPath = /^\/r\/([A-Za-z0-9_-]{1,64})\/?$/;
const subIdShape = /^[A-Za-z0-9_.~-]{1,64}$/;

/**
 * A referral link: sends a shopper to the brand's shop, to no other place, with the click signed in the address. Counted
 * afterwards. A link that nobody has and one that has ended answer alike.
 *
 * `?to=/products/x` is a deep link into the same shop, `?sub=label` the creator's own label.
 */
export function createRedirectDoor(
  deps: RedirectDoorDeps,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { clock, log, signingKey, onVisit, storefrontOf = defaultStorefront, addressOf = connectionAddress } = deps;
  const limits = deps.limits ?? { perMinute: 600, unknownPerMinute: 60 };
  const find = createLinkCache({ find: deps.find, now: Date.now });
  const visits = new RateLimiterMemory({ points: limits.perMinute, duration: 60 });
  const guesses = new RateLimiterMemory({ points: limits.unknownPerMinute, duration: 60 });

  // Everybody who follows a link in the same second is sent to the same address.
  const landings = new WeakMap<LiveLink, { second: number; location: string }>();

  function landingOf(link: LiveLink, at: Instant, wanted: string | null): string {
    const second = Math.floor(at / 1000);
    const known = landings.get(link);
    if (wanted === null && known?.second === second) return known.location;
    const location = landingUrl(storefrontOf(link.shop), link, signClick(signingKey, link.token, at), wanted);
    if (wanted === null) landings.set(link, { second, location });
    return location;
  }

  function visit(
    request: IncomingMessage,
    response: ServerResponse,
    link: LiveLink,
    query: URLSearchParams | null,
  ): void {
    const at = clock.now();
    const location = landingOf(link, at, query?.get("to") ?? null);
    response.writeHead(302, { ...common, Location: location, "Content-Length": "0" }).end();
    if (request.method === "HEAD") return;
    const sub = query?.get("sub") ?? null;
    const subId = sub !== null && subIdShape.test(sub) ? sub : null;
    const visitor = `${addressOf(request)} ${request.headers["user-agent"] ?? ""}`;
    onVisit({ link, at, visitor, subId });
  }

  return async (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") return page(response, 405, "", { Allow: "GET, HEAD" });
    const [path = "", search = ""] = (request.url ?? "").split("?", 2);
    const address = addressOf(request);
    if (!(await allows(visits, address)) || (await isSpent(guesses, address)))
      return page(response, 429, "", { "Retry-After": "60" });

    const token = linkPath.exec(path)?.[1];
    let link: LiveLink | null;
    try {
      link = token === undefined ? null : await find(token);
    } catch (error) {
      log.warn({ err: error }, "a referral link could not be looked up");
      return page(response, 503, "", { "Retry-After": "5" });
    }
    if (link === null) {
      await allows(guesses, address);
      return page(response, 404, unknownPage);
    }
    const kind = visitorKind(request.headers);
    if (kind === "preview") return page(response, 200, previewPage(link, deps.publicUrl(path)));
    if (kind === "prefetch") return page(response, 503, "", { "Retry-After": "0" });
    visit(request, response, link, search === "" ? null : new URLSearchParams(search));
  };
}

const common = {
  "Cache-Control": "no-store",
  "X-Robots-Tag": "noindex",
  "Referrer-Policy": "strict-origin-when-cross-origin",
};

function page(response: ServerResponse, status: number, html: string, headers: Record<string, string> = {}): void {
  const body = Buffer.from(html);
  response.writeHead(status, {
    ...common,
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Content-Length": String(body.length),
    ...headers,
  });
  response.end(body);
}

/** Takes a point; false when none is left. */
const allows = (limiter: RateLimiterMemory, key: string): Promise<boolean> =>
  limiter.consume(key).then(
    () => true,
    () => false,
  );

async function isSpent(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  const state = await limiter.get(key);
  return state !== null && state.remainingPoints <= 0 && state.msBeforeNext > 0;
}

const defaultStorefront = ({ primaryDomain }: LiveLink["shop"]): string => `https://${primaryDomain}`;
const loopback = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

/** Who connects; where that is a proxy on this machine, whom it names last. The pages trust no other proxy either. */
function connectionAddress(request: IncomingMessage): string {
  const address = request.socket.remoteAddress ?? "";
  const forwarded = request.headers["x-forwarded-for"];
  if (!loopback.has(address) || typeof forwarded !== "string") return address;
  return forwarded.split(",").at(-1)?.trim() || address;
}
