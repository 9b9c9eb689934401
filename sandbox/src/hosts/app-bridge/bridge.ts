import { authenticateFetch } from "./authenticated-fetch.ts";
import { readConfig } from "./config.ts";
import { addStyles, UiModal } from "./modal.ts";
import { watchAdminLinks, watchLocation, watchNavMenu, watchRouter } from "./navigation.ts";
import { SaveBars, UiSaveBar, watchForms } from "./save-bar.ts";
import { watchTitleBar } from "./title-bar.ts";
import { createWire, type Wire } from "./wire.ts";

interface ToastOptions {
  duration?: number;
  isError?: boolean;
  action?: string;
  onAction?: () => void;
  onDismiss?: () => void;
}

type Shown = HTMLElement & { show(): Promise<void>; hide(): Promise<void>; toggle(): Promise<void> };

/**
 * Puts `window.shopify` into an app's page, as the script of Shopify's CDN does, and joins the page to the
 * sandbox's admin around it. What is not here is not in `window.shopify` either, so that its use fails loudly.
 *
 * @param admin where the admin is, for a page that was opened outside of it
 */
export function startBridge(
  own: Window & typeof globalThis,
  script: HTMLOrSVGScriptElement | null,
  admin: string,
): void {
  if (Object.hasOwn(own, "shopify")) return;
  const config = readConfig(own, script);
  const embedded = own.parent !== own;
  if (!embedded && config.shop && !config.disabledFeatures.includes("auto-redirect"))
    return intoTheAdmin(own, config.shop, config.apiKey, admin);
  const wire = createWire(own);
  const bars = new SaveBars(wire);
  const idToken = async (): Promise<string> => String(await wire.ask("id_token"));

  addStyles();
  watchRouter(own);
  authenticateFetch(own, config, idToken);
  UiSaveBar.bars = bars;
  own.customElements.define("ui-modal", UiModal);
  own.customElements.define("ui-save-bar", UiSaveBar);
  watchForms(bars);
  watchNavMenu(own, wire);
  watchTitleBar(own, wire);
  watchLocation(own, wire);
  watchAdminLinks(own, wire);

  const shopify = {
    config,
    origin: "https://admin.shopify.com",
    ready: Promise.resolve(),
    environment: { mobile: false, embedded, pos: false, intent: false },
    idToken,
    loading: (isLoading = true): void => wire.tell("loading", isLoading),
    user: (): Promise<unknown> => wire.ask("user"),
    toast: toasts(wire),
    resourcePicker: async (options: unknown): Promise<unknown> =>
      withSelection(await wire.ask("resource_picker", plain(options))),
    modal: byId(own),
    saveBar: { ...byId(own), leaveConfirmation: () => bars.leaveConfirmation() },
    scopes: {
      query: (): Promise<unknown> => wire.ask("scopes_query"),
      request: (scopes: string[]): Promise<unknown> => wire.ask("scopes_request", [...scopes]),
      revoke: (scopes: string[]): Promise<unknown> => wire.ask("scopes_revoke", [...scopes]),
    },
  };
  Object.defineProperty(own, "shopify", { value: shopify, configurable: true });
}

function intoTheAdmin(own: Window, shop: string, apiKey: string, admin: string): void {
  own.location.replace(
    `${admin}/store/${shop.replace(/\.myshopify\.com$/, "")}/apps/${apiKey}${own.location.pathname}`,
  );
}

function toasts(wire: Wire) {
  const shown = new Map<string, ToastOptions>();
  let next = 1;
  wire.on("toast_action", (id) => shown.get(String(id))?.onAction?.());
  wire.on("toast_gone", (id) => {
    shown.get(String(id))?.onDismiss?.();
    shown.delete(String(id));
  });
  return {
    show: (message: string, options: ToastOptions = {}): string => {
      const id = `toast-${next++}`;
      shown.set(id, options);
      wire.tell("toast", {
        id,
        message,
        duration: options.duration ?? 5000,
        isError: options.isError ?? false,
        action: options.action ?? null,
      });
      return id;
    },
    hide: (id: string): void => wire.tell("toast_hide", id),
  };
}

/** `shopify.modal.show(id)` and the like: the element of that id does it. */
function byId(own: Window & typeof globalThis) {
  const find = (id: string): Shown => {
    const element = own.document.getElementById(id);
    if (!element || !("show" in element))
      throw new Error(`There is no ui-modal or ui-save-bar with the id "${id}" on this page`);
    return element as Shown;
  };
  return {
    show: async (id: string): Promise<void> => find(id).show(),
    hide: async (id: string): Promise<void> => find(id).hide(),
    toggle: async (id: string): Promise<void> => find(id).toggle(),
  };
}

/** Functions cannot be sent to the admin. */
const plain = (options: unknown): unknown => JSON.parse(JSON.stringify(options ?? {}));

/** The picker's result is the list, which also has itself as `selection`. */
function withSelection(chosen: unknown): unknown {
  return Array.isArray(chosen) ? Object.assign(chosen, { selection: chosen }) : undefined;
}
