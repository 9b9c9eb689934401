import { HOUR_MS } from "#app/domain/kernel/instant.ts";
import type { Clock } from "../ports/clock.ts";
import type { JobQueue } from "../ports/jobs.ts";
import type { ShopInfo } from "../ports/shopify.ts";
import type { Shop, ShopStore } from "../ports/shops.ts";

type Deps = { database: { shops: ShopStore; jobs: JobQueue }; shopInfo: ShopInfo; clock: Clock };

/** Name, domain, time zone and plan may change at Shopify; a day is soon enough to notice. */
const freshForMs = 24 * HOUR_MS;

/**
 * The shop of an authenticated visit: made on the first one, brought up to date now and then. Installing it switches its
 * web pixel on, where the app may: a job, since a page does not wait for it.
 *
 * Safe to run many times at once: a first page load runs it twice.
 */
export async function installShop({ database, shopInfo, clock }: Deps, input: { domain: string }): Promise<Shop> {
  const known = await database.shops.installed(input.domain);
  const now = clock.now();
  if (known !== null && known.checkedAt !== null && now - known.checkedAt < freshForMs) return known;
  const profile = await shopInfo.profile(input.domain);
  const shop = await database.shops.install(profile, now);
  if (known === null && profile.scopes.split(",").includes("write_pixels"))
    await database.jobs.add("activate-pixel", { shopId: shop.id }, { key: `activate-pixel:${shop.id}` });
  return shop;
}
