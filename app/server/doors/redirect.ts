import type { IncomingMessage, ServerResponse } from "node:http";
import { signClick } from "#app/services/capture/click-token.ts";
import type { Instant } from "#app/domain/kernel/instant.ts";
import { landingUrl } from "#app/services/capture/landing.ts";
import type { Clock } from "#app/services/ports/clock.ts";
import type { FindLink, LiveLink, Visit } from "#app/services/ports/clicks.ts";
import type { Door } from "../http.ts";
import { createAddressLimits } from "./address-limits.ts";
import { createLinkCache } from "./link-cache.ts";
import { page, previewPage, referralHeaders, unknownPage } from "./referral-pages.ts";
import { sendTogether } from "./send-together.ts";
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
export function createRedirectDoor(deps: RedirectDoorDeps): Door {
  const { clock, log, signingKey, onVisit, storefrontOf = defaultStorefront, addressOf = connectionAddress } = deps;
  const limits = createAddressLimits({ ...(deps.limits ?? { perMinute: 600, unknownPerMinute: 60 }), now: Date.now });
  const links = createLinkCache({ find: deps.find, now: Date.now });
  const send = sendTogether();
  const landingOf = createLandings(signingKey, storefrontOf);

  function visit({ request, response, search, address }: Asked, link: LiveLink): void {
    const query = search === "" ? null : new URLSearchParams(search);
    const at = clock.now();
    const location = landingOf(link, at, query?.get("to") ?? null);
    send(() => response.writeHead(302, [...referralHeaders, "Location", location, "Content-Length", "0"]).end());
    if (request.method === "HEAD") return;
    const sub = query?.get("sub") ?? null;
    const subId = sub !== null && subIdShape.test(sub) ? sub : null;
    onVisit({ link, at, visitor: `${address} ${request.headers["user-agent"] ?? ""}`, subId });
  }

  function answer(asked: Asked, link: LiveLink | null): void {
    const { request, response, path, address } = asked;
    if (link === null) {
      limits.guessed(address);
      return page(response, 404, unknownPage);
    }
    const kind = visitorKind(request.headers);
    if (kind === "preview") return page(response, 200, previewPage(link, deps.publicUrl(path)));
    if (kind === "prefetch") return page(response, 503, "", ["Retry-After", "0"]);
    visit(asked, link);
  }

  async function lookUp(asked: Asked, token: string): Promise<void> {
    let link: LiveLink | null;
    try {
      link = await links.find(token);
    } catch (error) {
      log.warn({ err: error }, "a referral link could not be looked up");
      return page(asked.response, 503, "", ["Retry-After", "5"]);
    }
    answer(asked, link);
  }

  return (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") return page(response, 405, "", ["Allow", "GET, HEAD"]);
    const [path = "", search = ""] = (request.url ?? "").split("?", 2);
    const address = addressOf(request);
    if (!limits.admits(address)) return page(response, 429, "", ["Retry-After", "60"]);

    const asked = { request, response, path, search, address };
    const token = linkPath.exec(path)?.[1];
    const known = token === undefined ? null : links.known(token);
    // Nearly every visit is of a link that is known: it is answered without waiting for anything.
    return known === undefined ? lookUp(asked, token ?? "") : answer(asked, known);
  };
}

type Asked = { request: IncomingMessage; response: ServerResponse; path: string; search: string; address: string };

/** Everybody who follows a link in the same second is sent to the same address, unless the visit wants another page. */
function createLandings(signingKey: Uint8Array, storefrontOf: (shop: LiveLink["shop"]) => string) {
  const landings = new WeakMap<LiveLink, { second: number; location: string }>();
  return (link: LiveLink, at: Instant, wanted: string | null): string => {
    const second = Math.floor(at / 1000);
    const known = landings.get(link);
    if (wanted === null && known?.second === second) return known.location;
    const location = landingUrl(storefrontOf(link.shop), link, signClick(signingKey, link.token, at), wanted);
    if (wanted === null) landings.set(link, { second, location });
    return location;
  };
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
