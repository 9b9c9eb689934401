/** A small world with a stopped clock, for the tests of the sandbox. */
import type { ShopEvent } from "../state/events.ts";
import { addDiscount, addProduct } from "../state/make.ts";
import type { Outcome } from "../state/order-actions.ts";
import type { Shop } from "../state/shop.ts";
import { World } from "../state/world.ts";

export interface Small {
  readonly world: World;
  readonly shop: Shop;
  /** Topics in the sequence of their events. */
  readonly topics: ShopEvent["topic"][];
  readonly variant: { readonly mug: number; readonly shirt: number; readonly giftCard: number };
}

/** Mug 20.00, shirt 9.99, gift card 50.00; code MAYA10 takes 10 % off; presentment EUR at 0.9217. */
export function smallWorld(settings: { taxesIncluded?: boolean; taxRateBps?: number } = {}): Small {
  const world = new World(() => Date.parse("2026-11-20T15:00:00.250Z"));
  const shop = world.addShop({
    domain: "small.myshopify.com",
    name: "Small",
    email: "shop@example.com",
    currency: "USD",
    presentments: [{ currency: "EUR", ratePpm: 921_700n }],
    taxesIncluded: settings.taxesIncluded ?? false,
    taxRateBps: settings.taxRateBps ?? 1000,
    taxTitle: "Tax",
    shippingMinor: 500n,
    ianaTimezone: "America/New_York",
    countryCode: "US",
    locale: "en",
    plan: { publicDisplayName: "Basic", shopifyPlus: false, partnerDevelopment: false },
  });
  const sell = (title: string, priceMinor: bigint, giftCard = false): number => {
    const product = addProduct(world, shop, {
      title,
      vendor: "Acme",
      productType: "Things",
      giftCard,
      variants: [{ sku: title, priceMinor }],
    });
    return product.variants[0]?.id ?? 0;
  };
  const variant = { mug: sell("Mug", 2000n), shirt: sell("Shirt", 999n), giftCard: sell("Gift card", 5000n, true) };
  addDiscount(world, shop, { title: "Ten", value: { kind: "percentage", bps: 1000 } }, ["MAYA10", "BEN10"]);
  const topics: ShopEvent["topic"][] = [];
  world.onEvent((_, event) => topics.push(event.topic));
  return { world, shop, topics, variant };
}

/** @throws Error with the refusal's words */
export function must<T>(outcome: Outcome<T>): T {
  if (outcome.kind === "refused") throw new Error(`${outcome.field.join(".")}: ${outcome.message}`);
  return outcome.value;
}
