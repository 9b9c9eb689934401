/** Hosts the project's extensions in the sandbox's pages, as Shopify would: the embed and blocks in the theme, the checkout
 * and thank-you extensions in frames with the documented API, the web pixel in its worker. */
import type { Routes } from "../http/router.ts";
import type { AppConfig } from "../state/apps.ts";
import type { Shop } from "../state/shop.ts";
import type { CheckoutContext, CheckoutTarget, PageContext, Slots } from "../storefront/slots.ts";
import { Assets } from "./assets.ts";
import { frameTag } from "./checkout-frame.ts";
import { renderBlock } from "./liquid.ts";
import { hostRoutes } from "./routes.ts";
import { defaultSettings, type HostSettings } from "./settings.ts";

export { defaultSettings, type HostSettings } from "./settings.ts";

export interface ExtensionHost {
  /** For `startSandbox({ slots, extraRoutes })`. */
  slots: Slots;
  extraRoutes: readonly Routes[];
  /** Changed in place; the next page shows it. */
  settings: HostSettings;
}

/**
 * @param options.appUrl where extensions call the app: asked at each page, since an app may move while it is developed
 * @param options.apiKey the app's, to find its installation in a shop
 */
export function extensionHost(options: { apiKey: string; appUrl: () => string }): ExtensionHost {
  const settings = defaultSettings();
  const assets = new Assets();
  const slots: Slots = {
    // Shopify's own script is in every page, with extensions or without.
    head: (context) => pageScript(context, settings, options),
    body: (context) =>
      settings.embed.on
        ? renderBlock("capture", context, localeOf(context.shop, settings), settings.embed.settings)
        : "",
    section: (context) => blocksOf(context, settings),
    checkout: (target, context) => checkoutSlot(target, context, settings, options.apiKey),
  };
  return { slots, settings, extraRoutes: [hostRoutes({ ...options, assets, settings })] };
}

const localeOf = (shop: Shop, settings: HostSettings): string => settings.locale ?? shop.locale;

/** The settings that the app gave its pixel when it activated it; null before. */
function pixelOf(shop: Shop, apiKey: AppConfig["apiKey"]): string | null {
  return shop.apps.get(apiKey)?.webPixel?.settings ?? null;
}

/** Shopify's own script in every page: the `Shopify` global, the Customer Privacy API, the pixel manager. */
function pageScript(
  context: PageContext | CheckoutContext,
  settings: HostSettings,
  { apiKey }: { apiKey: string },
): string {
  const product =
    "productHandle" in context
      ? [...context.shop.products.values()].find((it) => it.handle === context.productHandle)
      : undefined;
  const order = "order" in context ? context.order : null;
  const given = {
    consentBanner: settings.consentBanner,
    pixel: pixelOf(context.shop, apiKey),
    product: product ? String(product.id) : null,
    checkout:
      "checkoutToken" in context ? { token: context.checkoutToken, order: order ? String(order.id) : null } : null,
  };
  const json = JSON.stringify(given).replaceAll("<", "\\u003c").replaceAll("'", "&#39;");
  return `<script src="/extension-host/page.js" data-given='${json}'></script>`;
}

function blocksOf(context: PageContext, settings: HostSettings): string {
  if (!settings.blocks || context.template !== "product") return "";
  const locale = localeOf(context.shop, settings);
  return renderBlock("recommended", context, locale) + renderBlock("become", context, locale) + express(context);
}

/** An accelerated checkout: one tap on the product page, past the cart's page and every extension. */
function express({ shop, productHandle }: PageContext): string {
  const product = [...shop.products.values()].find((it) => it.handle === productHandle);
  const [variant] = product?.variants.values() ?? [];
  if (!variant) return "";
  return `<p><button type="button" data-express="${variant.id}">Buy now with express checkout</button></p>`;
}

const AFTER_CHECKOUT: ReadonlySet<CheckoutTarget> = new Set([
  "purchase.thank-you.block.render",
  "customer-account.order-status.block.render",
]);

/** The steps before payment are open to Plus stores alone; what comes after, to all. */
function checkoutSlot(
  target: CheckoutTarget,
  context: CheckoutContext,
  settings: HostSettings,
  apiKey: string,
): string {
  if (!context.shop.apps.has(apiKey)) return "";
  const after = AFTER_CHECKOUT.has(target);
  const frame = after || context.shop.plan.shopifyPlus ? frameTag(target, context) : "";
  const speaks = target === "purchase.checkout.block.render" || target === "purchase.thank-you.block.render";
  return (speaks ? pageScript(context, settings, { apiKey }) : "") + frame;
}
