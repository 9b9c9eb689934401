import { randomBytes } from "node:crypto";
import type { SandboxReply, SandboxRequest } from "../http/router.ts";
import type { PlaceOrderLine } from "../state/order-actions.ts";
import type { Visit } from "../state/order.ts";
import type { Shop } from "../state/shop.ts";
import type { World } from "../state/world.ts";

export interface CartLine extends PlaceOrderLine {
  /** Names the line in the cart, as Shopify's `key`. */
  readonly key: string;
  quantity: number;
  properties: { name: string; value: string }[];
}

export interface Cart {
  readonly token: string;
  lines: CartLine[];
  attributes: Map<string, string>;
  note: string | null;
  codes: string[];
}

/** A browser in one shop: its cart, its currency, and how it came. */
export interface Session {
  readonly id: string;
  cart: Cart;
  currency: string;
  firstVisit: Omit<Visit, "id"> | null;
  lastVisit: Omit<Visit, "id"> | null;
  lastSeenAt: number;
  /** Said once on the next page. */
  flash: string | null;
  /** Orders by the token of their checkout: paying twice gives the same order. */
  readonly paid: Map<string, number>;
}

const COOKIE = "_store_session";
/** A visit ends after half an hour without a page, as web analytics count. */
const VISIT_MS = 30 * 60 * 1000;
/** So that no crawler fills the memory: the oldest sessions go first. */
const MAX_SESSIONS = 5000;

export const newCart = (): Cart => ({
  token: randomBytes(12).toString("hex"),
  lines: [],
  attributes: new Map(),
  note: null,
  codes: [],
});

export class Sessions {
  readonly #byShop = new WeakMap<Shop, Map<string, Session>>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** The browser's session, made when there is none. */
  of(request: SandboxRequest, shop: Shop): Session {
    const sessions = this.#byShop.get(shop) ?? new Map<string, Session>();
    this.#byShop.set(shop, sessions);
    const known = sessions.get(request.cookies[COOKIE] ?? "");
    if (known) return known;
    const session: Session = {
      id: randomBytes(16).toString("hex"),
      cart: newCart(),
      currency: shop.currency,
      firstVisit: null,
      lastVisit: null,
      lastSeenAt: 0,
      flash: null,
      paid: new Map(),
    };
    sessions.set(session.id, session);
    const [oldest] = sessions.keys();
    if (sessions.size > MAX_SESSIONS && oldest) sessions.delete(oldest);
    return session;
  }

  /** Notes the landing page and the referrer when a page begins a visit: after a pause, or from another site. */
  seePage(request: SandboxRequest, session: Session): void {
    const now = this.#world.now();
    const referrer = foreignReferrer(request);
    if (session.lastVisit === null || now.getTime() - session.lastSeenAt > VISIT_MS || referrer) {
      const landingPage = request.url.pathname + request.url.search;
      session.lastVisit = {
        occurredAt: now,
        landingPage,
        referrerUrl: referrer,
        source: referrer ? "referral" : "direct",
      };
      session.firstVisit ??= session.lastVisit;
    }
    session.lastSeenAt = now.getTime();
  }
}

function foreignReferrer(request: SandboxRequest): string | null {
  const referrer = request.headers["referer"];
  if (!referrer || !URL.canParse(referrer)) return null;
  return new URL(referrer).host === request.url.host ? null : referrer;
}

/** Adds the session's cookie to a reply. */
export const withSession = (reply: SandboxReply, session: Session): SandboxReply => ({
  ...reply,
  headers: {
    ...reply.headers,
    "cache-control": "no-store",
    "set-cookie": `${COOKIE}=${session.id}; Path=/; HttpOnly; SameSite=Lax; Max-Age=1209600`,
  },
});

export function takeFlash(session: Session): string | null {
  const { flash } = session;
  session.flash = null;
  return flash;
}
