import type { FrameState } from "../checkout-frame.ts";
import { defineElements } from "./elements.ts";
import { Signal } from "./signal.ts";

/** The documented `shopify` global of a checkout or thank-you extension, over the sandbox's own cart and checkout. */
const state: FrameState = JSON.parse(document.getElementById("state")?.textContent ?? "{}");
defineElements();

const pairs = (record: unknown): { key: string; value: string }[] =>
  typeof record === "object" && record !== null
    ? Object.entries(record).map(([key, value]) => ({ key, value: String(value) }))
    : [];

const attributes = new Signal(state.order?.attributes ?? []);
const discountCodes = new Signal((state.order?.codes ?? []).map((code) => ({ code })));

/** Reads the cart anew, and shows the page's totals as they are now. */
async function refresh(): Promise<void> {
  if (state.order) return;
  const cart: { attributes: unknown; cart_level_discount_applications: { title: string }[] } = await (
    await fetch("/cart.js")
  ).json();
  attributes.set(pairs(cart.attributes));
  discountCodes.set(cart.cart_level_discount_applications.map(({ title }) => ({ code: title })));
}

async function refreshTotals(): Promise<void> {
  const page = new DOMParser().parseFromString(await (await fetch(parent.location.href)).text(), "text/html");
  const [now, fresh] = [parent.document, page].map((one) => one.querySelector(".side dl.totals"));
  if (now && fresh) now.replaceWith(fresh);
}

type Result = { type: "success" } | { type: "error"; message: string };
const refused = (message: string): Result => ({ type: "error", message });
const success: Result = { type: "success" };

async function changeAttributes(change: { type: string; key: string; value?: string }): Promise<Result> {
  if (!state.instructions.attributes) return refused("attributes cannot be updated");
  const value = change.type === "removeAttribute" ? "" : (change.value ?? "");
  await fetch("/cart/update.js", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ attributes: { [change.key]: value } }),
  });
  await refresh();
  return success;
}

async function changeDiscount(change: { type: string; code: string }): Promise<Result> {
  if (!state.instructions.discounts) return refused("discount codes cannot be updated");
  const body = new URLSearchParams(
    change.type === "removeDiscountCode" ? { remove: change.code } : { code: change.code },
  );
  const response = await fetch(`/checkouts/cn/${state.checkoutToken}/discount`, { method: "POST", body });
  await refresh();
  await refreshTotals();
  return response.ok ? success : refused("the code is not valid for this cart");
}

/** The sandbox's carts have no metafields of their own: the order's would be copied from what is kept here. */
async function changeMetafield(): Promise<Result> {
  return state.instructions.metafields ? success : refused("metafields cannot be set");
}

function translate(key: string, words: Record<string, unknown> = {}): string {
  const text = key
    .split(".")
    .reduce<unknown>(
      (at, part) => (typeof at === "object" && at !== null ? Reflect.get(at, part) : undefined),
      state.texts,
    );
  return typeof text === "string" ? text.replaceAll(/{{\s*(\w+)\s*}}/g, (_, word: string) => String(words[word])) : key;
}

const prefix = `extension ${state.target} `;
const shopify = {
  attributes,
  discountCodes,
  settings: new Signal(state.settings),
  instructions: new Signal({
    attributes: { canUpdateAttributes: state.instructions.attributes },
    discounts: { canUpdateDiscountCodes: state.instructions.discounts },
    metafields: {
      canSetCartMetafields: state.instructions.metafields,
      canDeleteCartMetafield: state.instructions.metafields,
    },
  }),
  extension: { target: state.target, apiVersion: "2026-07", editor: undefined },
  i18n: { translate },
  shop: { myshopifyDomain: state.shop.domain, name: state.shop.name },
  orderConfirmation: new Signal({ order: { id: state.order?.id ?? "" }, isFirstOrder: false }),
  order: new Signal(state.order ? { id: state.order.id } : undefined),
  sessionToken: {
    get: async (): Promise<string> => {
      const answer: { token: string } = await (await fetch("/extension-host/session-token", { method: "POST" })).json();
      return answer.token;
    },
  },
  storage: {
    read: async (key: string) => JSON.parse(localStorage.getItem(prefix + key) ?? "null"),
    write: async (key: string, value: unknown) => localStorage.setItem(prefix + key, JSON.stringify(value)),
    delete: async (key: string) => localStorage.removeItem(prefix + key),
  },
  applyAttributeChange: changeAttributes,
  applyDiscountCodeChange: changeDiscount,
  applyMetafieldChange: changeMetafield,
};
Object.assign(globalThis, { shopify });

// As high as what it shows, so that it stands in the page like a part of it.
const fit = () =>
  window.frameElement?.setAttribute(
    "style",
    `width:100%;border:0;display:block;height:${document.body.scrollHeight}px`,
  );
new ResizeObserver(fit).observe(document.body);
void refresh();
