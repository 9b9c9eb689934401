import { ADMIN_PARAMETERS } from "./config.ts";
import type { NavItem } from "./protocol.ts";
import type { Wire } from "./wire.ts";

/** The app's menu in the admin: `ui-nav-menu` (or `s-app-nav`) with links; the one with rel="home" is the app itself. */
export function watchNavMenu(own: Window, wire: Wire): void {
  let last = "";
  const report = (): void => {
    const links = [...own.document.querySelectorAll<HTMLElement>("ui-nav-menu a, s-app-nav a, s-app-nav s-link")];
    const items: NavItem[] = links
      .filter((link) => link.getAttribute("rel") !== "home")
      .map((link) => ({ href: link.getAttribute("href") ?? "", label: link.textContent.trim() }));
    if (JSON.stringify(items) !== last) wire.tell("nav", items);
    last = JSON.stringify(items);
  };
  whenChanged(own, report);
  wire.on("navigate", (path) => go(own, String(path)));
}

/** Runs now, when the document is ready, and after each change of it. */
export function whenChanged(own: Window & { MutationObserver?: typeof MutationObserver }, report: () => void): void {
  const Observer = own.MutationObserver ?? MutationObserver;
  // A page that is being closed has no document any more.
  const still = (): boolean => Boolean((own as { document?: Document }).document);
  new Observer(() => still() && report()).observe(own.document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
  own.document.addEventListener("DOMContentLoaded", report);
  report();
}

/**
 * The merchant chose an entry: the app's own router is asked by `shopify:navigate` on the link, as App Bridge does;
 * where nobody listens for that, the frame loads the page.
 */
function go(own: Window, path: string): void {
  const link = [...own.document.querySelectorAll("ui-nav-menu a, s-app-nav a, s-app-nav s-link")].find(
    (it) => it.getAttribute("href") === path,
  );
  if (link && routerListens)
    link.dispatchEvent(new CustomEvent("shopify:navigate", { bubbles: true, cancelable: true }));
  else own.location.assign(path);
}

let routerListens = false;

/** Notices whether the app's router listens for `shopify:navigate`. */
export function watchRouter(own: Window): void {
  const add = own.addEventListener.bind(own);
  own.addEventListener = (
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void => {
    if (type === "shopify:navigate") routerListens = true;
    add(type, listener, options);
  };
}

/** The admin's address follows the app's, so that a reload or a shared link comes back to the same page. */
export function watchLocation(own: Window, wire: Wire): void {
  const report = (): void => {
    const url = new URL(own.location.href);
    for (const name of ADMIN_PARAMETERS) url.searchParams.delete(name);
    wire.tell("location", { path: url.pathname + url.search + url.hash, title: own.document.title });
  };
  for (const name of ["pushState", "replaceState"] as const) {
    const change = own.history[name].bind(own.history);
    own.history[name] = (data: unknown, unused: string, url?: string | URL | null): void => {
      change(data, unused, url);
      report();
    };
  }
  own.addEventListener("popstate", report);
  report();
}

const adminPath = (address: string): string | null => /^shopify:(?:\/\/)?admin(\/.*)$/.exec(address)?.[1] ?? null;

/** `shopify://admin/products` (and `shopify:admin/…`) leads to the admin's own pages, from links and from `open`. */
export function watchAdminLinks(own: Window, wire: Wire): void {
  const opened = own.open.bind(own);
  own.open = (url?: string | URL, target?: string, features?: string): Window | null => {
    const path = adminPath(String(url ?? ""));
    if (path === null) return opened(url, target, features);
    wire.tell("open_admin", path);
    return null;
  };
  own.document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    const path = adminPath(link?.getAttribute("href") ?? "");
    if (path === null) return;
    event.preventDefault();
    wire.tell("open_admin", path);
  });
}
