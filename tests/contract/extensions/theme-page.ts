import { readFileSync } from "node:fs";
import path from "node:path";
import { JSDOM, VirtualConsole } from "jsdom";

const script = readFileSync(path.resolve("extensions/theme/assets/capture.js"), "utf8");
const bar = '<section id="creator-bar" hidden><p></p><a href="#" hidden>Use</a><button></button></section>';

export type PageOptions = {
  url: string;
  /** The `data-*` that the Liquid of the embed renders. */
  data?: Record<string, string> | undefined;
  /** What the first-party store holds from an earlier visit. */
  kept?: object;
  closed?: boolean | undefined;
  cookie?: string;
  /** `null`: the Customer Privacy API never answers. */
  consent?: boolean | null;
  /** The app proxy's answer; undefined: it fails. */
  referral?: object | undefined;
};

export type Sent = { url: string; attributes?: Record<string, string> };

/** A page of the storefront in which the embed has run. */
export async function openPage(options: PageOptions) {
  const sent: Sent[] = [];
  const moved: string[] = [];
  const virtualConsole = new VirtualConsole();
  virtualConsole.on("jsdomError", (error) => {
    // jsdom does not navigate; the target is read from the patched source instead.
    if (!String(error.message).includes("navigation")) throw error;
  });
  const dom = new JSDOM(`<!doctype html><html lang="en"><body>${bar}</body></html>`, {
    url: options.url,
    runScripts: "outside-only",
    virtualConsole,
  });
  const { window } = dom;
  if (options.cookie) window.document.cookie = options.cookie;
  if (options.kept) window.localStorage.setItem("creator_capture", JSON.stringify(options.kept));
  if (options.closed) window.sessionStorage.setItem("creator_capture", '{"closed":1}');

  const privacy = { marketingAllowed: () => options.consent ?? true };
  const shopify: Record<string, unknown> = {
    routes: { root: "/" },
    loadFeatures: (_features: unknown, ready: (error?: Error) => void) => {
      if (options.consent === null) return;
      shopify["customerPrivacy"] = privacy;
      ready();
    },
  };
  const fetch = (url: string, init?: { body?: string }) => {
    const attributes: unknown = init?.body === undefined ? undefined : JSON.parse(init.body).attributes;
    sent.push({ url, ...(attributes === undefined ? {} : { attributes: attributes as Record<string, string> }) });
    const isReferral = url.includes("/referral");
    if (isReferral && options.referral === undefined) return Promise.reject(new Error("no network"));
    return Promise.resolve({ json: () => Promise.resolve(options.referral) });
  };
  Object.assign(window, { Shopify: shopify, fetch, moveTo_: (to: string) => moved.push(to) });

  const tag = window.document.createElement("script");
  const defaults = { proxy: "apps/creators", locale: "en", days: "30", bar: "1", plain: "You support [creator]" };
  const texts = { saving: "[creator]: save [saving] with [code]", kept: "[creator], your code stays", sample: "Maya" };
  Object.assign(tag.dataset, defaults, texts, options.data);
  Object.defineProperty(window.document, "currentScript", { value: tag });
  window.eval(script.replace("location.replace(", "moveTo_("));
  await settle();

  const element = window.document.getElementById("creator-bar");
  return {
    window,
    sent,
    moved,
    /** Attributes written to the cart, one entry a request. */
    cart: () => sent.flatMap((one) => (one.url === "/cart/update.js" ? [one.attributes] : [])),
    kept: () => readKept(window.localStorage.getItem("creator_capture")),
    bar: () => ({ hidden: element?.hidden, text: element?.querySelector("p")?.textContent, link: link(element) }),
    close: () => element?.querySelector("button")?.click(),
    async decide(marketingAllowed: boolean) {
      const event = new window.CustomEvent("visitorConsentCollected", { detail: { marketingAllowed } });
      window.document.dispatchEvent(event);
      await settle();
    },
  };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

const link = (element: HTMLElement | null) => {
  const anchor = element?.querySelector("a");
  return anchor && !anchor.hidden ? anchor.getAttribute("href") : null;
};

function readKept(text: string | null): Record<string, unknown> | null {
  return text === null ? null : (JSON.parse(text) as Record<string, unknown>);
}
