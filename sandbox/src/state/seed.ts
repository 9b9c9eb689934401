import type { Address } from "./catalog.ts";
import { addCollection, addCustomer, addDiscount, addProduct } from "./make.ts";
import { OUTDOOR, SKINCARE } from "./seed-catalog.ts";
import type { Shop } from "./shop.ts";
import { World } from "./world.ts";

export const DEMO_DOMAIN = "demo-store.myshopify.com";
export const SECOND_DOMAIN = "maison-demo.myshopify.com";

const DAY_MS = 86_400_000;
/** The stores are older than every order in them. */
const STORE_AGE_DAYS = 400;

const PEOPLE: readonly [firstName: string, lastName: string][] = [
  ["Ava", "Lindqvist"],
  ["Noah", "Okafor"],
  ["Mia", "Castellano"],
  ["Liam", "Petrov"],
  ["Zoë", "Hartmann"],
  ["Ethan", "Nakamura"],
  ["Isla", "MacLeod"],
  ["Omar", "Haddad"],
  ["Priya", "Raman"],
  ["Lucas", "Ferreira"],
  ["Hana", "Kovács"],
  ["Jonas", "Weber"],
];

const HOMES: Readonly<Record<string, Omit<Address, "firstName" | "lastName" | "phone">>> = {
  US: {
    address1: "2120 Alder St",
    city: "Portland",
    province: "Oregon",
    provinceCode: "OR",
    zip: "97205",
    country: "United States",
    countryCode: "US",
  },
  FR: {
    address1: "14 rue des Lilas",
    city: "Lyon",
    province: null,
    provinceCode: null,
    zip: "69003",
    country: "France",
    countryCode: "FR",
  },
};

export function addressFor(shop: Shop, firstName: string, lastName: string): Address {
  const home = HOMES[shop.countryCode] ?? HOMES["US"];
  if (!home) throw new Error("seed: there is no address at all");
  return { firstName, lastName, phone: null, ...home };
}

function stock(world: World, shop: Shop, products: typeof OUTDOOR): void {
  const titles = [...new Set(products.flatMap((product) => product.collections))];
  const ids = new Map(titles.map((title) => [title, addCollection(world, shop, title).id]));
  for (const { collections, ...product } of products)
    addProduct(world, shop, { ...product, collectionIds: collections.flatMap((title) => ids.get(title) ?? []) });
  for (const [firstName, lastName] of PEOPLE) {
    const email = `${firstName}.${lastName}@example.com`
      .normalize("NFKD")
      .replace(/[^\w.@]/g, "")
      .toLowerCase();
    addCustomer(world, shop, { firstName, lastName, email, address: addressFor(shop, firstName, lastName) });
  }
}

const anyOrder = { order: false, product: false, shipping: true };

/** US dollars, tax on top, plus Canadian dollars for its neighbours. */
export function seedDemoStore(world: World): Shop {
  const shop = world.addShop({
    domain: DEMO_DOMAIN,
    name: "Demo Store",
    email: "hello@demo-store.example",
    currency: "USD",
    presentments: [{ currency: "CAD", ratePpm: 1_372_500n }],
    taxesIncluded: false,
    taxRateBps: 825,
    taxTitle: "Sales Tax",
    shippingMinor: 695n,
    ianaTimezone: "America/New_York",
    countryCode: "US",
    locale: "en",
    plan: { publicDisplayName: "Basic", shopifyPlus: false, partnerDevelopment: false },
  });
  stock(world, shop, OUTDOOR);
  addDiscount(
    world,
    shop,
    { title: "Welcome 10 %", value: { kind: "percentage", bps: 1000 }, combinesWith: anyOrder },
    ["WELCOME10"],
  );
  addDiscount(world, shop, { title: "Spring creators", value: { kind: "percentage", bps: 1500 } }, [
    "JUNE15",
    "OLIVER15",
  ]);
  addDiscount(
    world,
    shop,
    {
      title: "20 off 100",
      value: { kind: "amount", minor: 2000n, onEachItem: false },
      minimum: { kind: "subtotal", minor: 10_000n },
    },
    ["TRAIL20"],
  );
  return shop;
}

/** Euros, tax in the prices, pounds and yen for shoppers abroad. */
export function seedSecondStore(world: World): Shop {
  const shop = world.addShop({
    domain: SECOND_DOMAIN,
    name: "Maison Demo",
    email: "bonjour@maison-demo.example",
    currency: "EUR",
    presentments: [
      { currency: "GBP", ratePpm: 861_300n },
      { currency: "JPY", ratePpm: 162_450_000n },
    ],
    taxesIncluded: true,
    taxRateBps: 2000,
    taxTitle: "TVA",
    shippingMinor: 490n,
    ianaTimezone: "Europe/Paris",
    countryCode: "FR",
    locale: "fr",
    plan: { publicDisplayName: "Advanced", shopifyPlus: false, partnerDevelopment: false },
  });
  stock(world, shop, SKINCARE);
  addDiscount(world, shop, { title: "Bienvenue", value: { kind: "percentage", bps: 1000 } }, ["BIENVENUE"]);
  return shop;
}

/** Both stores with their catalogues, customers and discounts; past orders come from `seedPastOrders`. */
export function seedWorld(baseClock?: () => number): World {
  const world = new World(baseClock);
  world.clock.move(-STORE_AGE_DAYS * DAY_MS);
  seedDemoStore(world);
  seedSecondStore(world);
  world.clock.move(STORE_AGE_DAYS * DAY_MS);
  return world;
}
