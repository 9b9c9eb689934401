import type { Shop } from "../state/shop.ts";
import type { World } from "../state/world.ts";
import type { HostKind } from "./router.ts";

/** Where a request was meant to go: by its host name, which the app's stand-in fetch sends as `X-Forwarded-Host`. */
export interface Target {
  kind: HostKind;
  shop: Shop | null;
}

const NAMED: Readonly<Record<string, HostKind>> = {
  "admin.localhost": "admin",
  "admin.shopify.com": "admin",
  "app.localhost": "app",
  "mail.localhost": "mail",
};

/** "demo-store.localhost:4100" and "demo-store.myshopify.com" are the same shop; a bare address is of no shop. */
export function targetOf(world: World, host: string): Target {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  const named = NAMED[name];
  if (named) return { kind: named, shop: null };
  const domain = name.endsWith(".localhost") ? name.replace(/\.localhost$/, ".myshopify.com") : name;
  const shop = world.shops.get(domain) ?? null;
  return shop || domain.endsWith(".myshopify.com") ? { kind: "shop", shop } : { kind: "any", shop: null };
}

/** Where a browser on this machine finds a shop. */
export const localUrl = (shop: Pick<Shop, "domain">, port: number): string =>
  `http://${shop.domain.replace(/\.myshopify\.com$/, ".localhost")}:${port}`;
