import { parseCurrency, type Currency } from "../../../app/domain/money/currency.ts";
import { createStorefrontProbe } from "../../../app/adapters/shopify/storefront-probe.ts";
import type { CodeStanding } from "../../../app/services/ports/capture-self-test.ts";
import type { Shop, ShopProfile } from "../../../app/services/ports/shops.ts";
import { captureWorld } from "./world.ts";

export const USD = currency("USD");

export function currency(code: string): Currency {
  const known = parseCurrency(code);
  if (known === null) throw new Error(`${code} is no currency`);
  return known;
}

const withEmbed = '<html><script src="/cdn/capture.js" defer data-proxy="apps/creators"></script></html>';

/** How the shop answers a look at it; each test begins with one where all is well. */
export const storefront = { embed: true, missing: false, locked: false, drops: false, away: false };
export const wellBuilt = { ...storefront };

/** Shopify's part of a storefront: its own domain, the discount's page, the theme. */
const shopPages: typeof fetch = async (input) => {
  const url = new URL(input instanceof Request ? input.url : input);
  const redirect = (to: string) => new Response(null, { status: 302, headers: { location: to } });
  if (storefront.away) throw new TypeError("fetch failed");
  if (url.hostname.endsWith(".myshopify.com")) return redirect(url.href.replace(url.hostname, "shop.example"));
  if (storefront.locked && url.pathname !== "/password") return redirect("/password");
  if (url.pathname.startsWith("/discount/")) return redirect(url.searchParams.get("redirect") ?? "/");
  if (storefront.drops && url.search !== "") return redirect(url.pathname);
  return new Response(storefront.embed ? withEmbed : "<html></html>", { status: storefront.missing ? 404 : 200 });
};

/** The parts of the self-tests over a database of its own, Shopify's side played by what the tests say. */
export async function selfTestWorld() {
  const world = await captureWorld();
  const shopify = { plan: "Basic", standing: { kind: "known", status: "active" } as CodeStanding };
  const profile: ShopProfile = {
    domain: "demo.myshopify.com",
    name: "Demo",
    primaryDomain: "shop.example",
    currency: USD,
    timeZone: "UTC",
    plan: "Basic",
    taxesIncluded: false,
    email: null,
    scopes: "",
  };
  const deps = {
    ...world.capture,
    probe: createStorefrontProbe(shopPages),
    shopInfo: { profile: async (domain: string) => ({ ...profile, domain, plan: shopify.plan }) },
    standings: { of: async () => shopify.standing },
  };
  const shopOf = (id: number, name: string, money: Currency = USD): Shop => ({
    id,
    brandId: "",
    domain: `${name}.myshopify.com`,
    name,
    primaryDomain: "shop.example",
    currency: money,
    timeZone: "UTC",
    settings: { minimumPayoutMinor: null, defaultHoldDays: 30, mailsReviews: true },
    checkedAt: null,
  });

  /** What every table says, but the one that counts tries. */
  async function everything(): Promise<Record<string, string>> {
    const { rows: tables } = await world.pool.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables
       WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'rate_limits'`,
    );
    const said: Record<string, string> = {};
    for (const { name } of tables) {
      const { rows } = await world.pool.query<{ all: string | null }>(
        `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS all FROM "${name}" t`,
      );
      said[name] = rows[0]?.all ?? "";
    }
    return said;
  }

  return { ...world, deps, shopify, shopOf, everything };
}
