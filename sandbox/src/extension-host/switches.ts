import { BASE_CSS } from "../pages/base-css.ts";
import { markup, page, raw, type Markup } from "../pages/markup.ts";
import type { Shop } from "../state/shop.ts";
import type { HostSettings } from "./settings.ts";

interface Switch {
  name: string;
  label: string;
  get(shop: Shop, settings: HostSettings): boolean;
  set(shop: Shop, settings: HostSettings, on: boolean): void;
}

const SWITCHES: readonly Switch[] = [
  {
    name: "plus",
    label: "Shopify Plus: extensions in the steps before payment",
    get: (shop) => shop.plan.shopifyPlus,
    set: (shop, _, on) => (shop.plan.shopifyPlus = on),
  },
  {
    name: "test",
    label: "Payments are in test mode: orders are marked as tests",
    get: (shop) => shop.testPayments,
    set: (shop, _, on) => (shop.testPayments = on),
  },
  {
    name: "embed",
    label: "The app embed is in the theme",
    get: (_, settings) => settings.embed.on,
    set: (_, settings, on) => (settings.embed.on = on),
  },
  {
    name: "bar",
    label: "The embed shows its bar",
    get: (_, settings) => settings.embed.settings["bar"] !== false,
    set: (_, settings, on) => (settings.embed.settings["bar"] = on),
  },
  {
    name: "apply",
    label: "The embed applies the creator's code at once",
    get: (_, settings) => settings.embed.settings["apply"] === true,
    set: (_, settings, on) => (settings.embed.settings["apply"] = on),
  },
  {
    name: "blocks",
    label: "The app's blocks are on the product page",
    get: (_, settings) => settings.blocks,
    set: (_, settings, on) => (settings.blocks = on),
  },
  {
    name: "consent",
    label: "A banner asks shoppers for consent",
    get: (_, settings) => settings.consentBanner,
    set: (_, settings, on) => (settings.consentBanner = on),
  },
  {
    name: "survey",
    label: "The thank-you page asks who sent the shopper",
    get: (_, settings) => settings.thankYou["survey"] === true,
    set: (_, settings, on) => (settings.thankYou["survey"] = on),
  },
];

/** What a merchant sets in Shopify's editors, on one page. */
export function switchesPage(shop: Shop, settings: HostSettings): string {
  const row = ({ name, label, get }: Switch): Markup =>
    markup`<div class="choice"><input type="checkbox" id="${name}" name="${name}"${get(shop, settings) ? raw(" checked") : ""}><label for="${name}">${label}</label></div>`;
  return page({
    title: `Extensions – ${shop.name}`,
    css: `${BASE_CSS}main{max-width:640px;margin:2rem auto;padding:0 1rem}`,
    body: markup`<body><main id="main"><h1>Extensions in ${shop.name}</h1>
<form method="post" action="/extension-host">${SWITCHES.map(row)}<button>Save</button></form>
<p><a href="/">To the store</a></p></main></body>`,
  });
}

export function applySwitches(shop: Shop, settings: HostSettings, form: URLSearchParams): void {
  for (const one of SWITCHES) one.set(shop, settings, form.has(one.name));
}
