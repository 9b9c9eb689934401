import { readFileSync } from "node:fs";
import path from "node:path";
import type { Order } from "../state/order.ts";
import type { Shop } from "../state/shop.ts";
import type { CheckoutContext, CheckoutTarget } from "../storefront/slots.ts";
import type { HostSettings } from "./settings.ts";

const folder = path.resolve(import.meta.dirname, "../../../extensions");

/** Which bundle and which folder serve a target. */
export const SERVED = {
  "purchase.checkout.block.render": { module: "checkout", folder: "checkout" },
  "purchase.checkout.reductions.render-after": { module: "checkout", folder: "checkout" },
  "purchase.thank-you.block.render": { module: "thank-you", folder: "thank-you" },
  "customer-account.order-status.block.render": { module: "order-status", folder: "thank-you" },
} as const;

export const isTarget = (text: string): text is CheckoutTarget => Object.hasOwn(SERVED, text);

/** What the frame's script builds the documented `shopify` API from. */
export interface FrameState {
  target: CheckoutTarget;
  shop: { domain: string; name: string };
  checkoutToken: string;
  /** Null before the order is placed: then the cart speaks, by `/cart.js`. */
  order: { id: string; attributes: { key: string; value: string }[]; codes: string[] } | null;
  settings: Record<string, string | boolean>;
  instructions: HostSettings["instructions"];
  texts: object;
}

export function frameState(target: CheckoutTarget, shop: Shop, order: Order | null, given: FrameGiven): FrameState {
  const { settings, checkoutToken } = given;
  const locale = (settings.locale ?? shop.locale).startsWith("de") ? "de" : "en.default";
  const served = SERVED[target];
  return {
    target,
    shop: { domain: shop.domain, name: shop.name },
    checkoutToken,
    order: order && {
      id: `gid://shopify/Order/${order.id}`,
      attributes: order.noteAttributes.map(({ name, value }) => ({ key: name, value })),
      codes: order.codes.map(({ code }) => code),
    },
    settings: served.folder === "checkout" ? settings.checkout : settings.thankYou,
    instructions: settings.instructions,
    texts: JSON.parse(readFileSync(path.join(folder, served.folder, "locales", `${locale}.json`), "utf8")),
  };
}

export interface FrameGiven {
  settings: HostSettings;
  checkoutToken: string;
}

/** The place of an extension in a page: a frame of its own, as each has its own `shopify` and its own document. */
export function frameTag(target: CheckoutTarget, context: CheckoutContext): string {
  const query = new URLSearchParams({ target, checkout: context.checkoutToken });
  if (context.order) query.set("order", context.order.token);
  const address = `/extension-host/frame?${query}`.replaceAll("&", "&amp;");
  return `<iframe src="${address}" title="${target}" data-extension="${target}" style="width:100%;height:0;border:0;display:block"></iframe>`;
}

/** The frame's page. JSON in a script may not end the script. */
export function framePage(state: FrameState, module: string): string {
  const json = JSON.stringify(state).replaceAll("<", "\\u003c");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${state.target}</title>
<style>body{margin:0;font:15px/1.45 system-ui,sans-serif;color:#202223;overflow:hidden}</style></head><body>
<script type="application/json" id="state">${json}</script>
<script src="/extension-host/frame.js"></script>
<script type="module">import extension from "/extension-host/modules/${module}.js"; document.getElementById("state").remove(); for (const one of document.body.querySelectorAll("script")) one.remove(); await extension();</script>
</body></html>`;
}
