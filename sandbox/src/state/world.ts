import type { AppInstallation } from "./apps.ts";
import { Clock } from "./clock.ts";
import type { EventListener, ShopEvent } from "./events.ts";
import { Ids } from "./ids.ts";
import type { Shop } from "./shop.ts";

export type ShopSettings = Pick<
  Shop,
  | "domain"
  | "name"
  | "email"
  | "currency"
  | "presentments"
  | "taxesIncluded"
  | "taxRateBps"
  | "taxTitle"
  | "shippingMinor"
  | "ianaTimezone"
  | "countryCode"
  | "locale"
  | "plan"
> & { primaryUrl?: string };

/** All shops of the sandbox, their common clock, and who listens to what happens in them. Lives in memory alone. */
export class World {
  readonly clock: Clock;
  readonly ids = new Ids();
  readonly shops = new Map<string, Shop>();
  /** How long asynchronous work takes, in milliseconds of the machine's time; tests change it. */
  readonly latency = { redeemCodesMs: 250, bulkOperationMs: 400, jobMs: 200 };
  readonly #listeners = new Set<EventListener>();
  #pending: { at: number; run: () => void }[] = [];

  /** @param baseClock milliseconds since the epoch, for tests that stop the time */
  constructor(baseClock?: () => number) {
    this.clock = new Clock(baseClock);
  }

  now(): Date {
    return this.clock.now();
  }

  /** Subscribes to every shop's events; the returned function ends it. */
  onEvent(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(shop: Shop, event: ShopEvent, app: AppInstallation | null = null): void {
    for (const listener of this.#listeners) listener(shop, event, app);
  }

  /** Asynchronous work: done by the first `settle` that comes `ms` of the machine's time from now, or later. */
  later(ms: number, run: () => void): void {
    this.#pending.push({ at: this.clock.machine().getTime() + ms, run });
  }

  /** Does the work that is due, the oldest first. The server calls it before each request. */
  settle(): void {
    const now = this.clock.machine().getTime();
    const due = this.#pending.filter((job) => job.at <= now).sort((a, b) => a.at - b.at);
    this.#pending = this.#pending.filter((job) => job.at > now);
    for (const job of due) job.run();
  }

  /** @throws Error when the domain is taken */
  addShop(settings: ShopSettings): Shop {
    if (this.shops.has(settings.domain)) throw new Error(`${settings.domain} exists already; choose another domain`);
    const shop: Shop = {
      primaryUrl: `https://${settings.domain}`,
      ...settings,
      id: this.ids.next("Shop"),
      contactEmail: settings.email,
      testPayments: false,
      createdAt: this.now(),
      products: new Map(),
      collections: new Map(),
      customers: new Map(),
      discounts: new Map(),
      bulkCreations: new Map(),
      orders: new Map(),
      disputes: new Map(),
      metafields: [],
      metafieldDefinitions: [],
      apps: new Map(),
      bulkOperations: new Map(),
      nextOrderNumber: 1001,
    };
    this.shops.set(shop.domain, shop);
    return shop;
  }

  /** @throws Error when there is no such shop */
  shop(domain: string): Shop {
    const shop = this.shops.get(domain);
    if (!shop) throw new Error(`No shop ${domain}; there are ${[...this.shops.keys()].join(", ")}`);
    return shop;
  }
}
