import { markup, raw } from "../../pages/markup.ts";
import type { AppInstallation } from "../../state/apps.ts";
import type { Shop } from "../../state/shop.ts";
import { adminPage, storeName } from "./layout.ts";

export interface Framed {
  readonly shop: Shop;
  readonly app: AppInstallation;
  /** Where the merchant's browser reaches the app. */
  readonly appOrigin: string;
  /** The app's own path and query behind `/apps/HANDLE`; empty for its home. */
  readonly path: string;
  readonly idToken: string;
}

/** The address that the frame loads, as Shopify makes it: the app's home is its URL in its configuration. */
export function frameUrl({ shop, app, appOrigin, path, idToken }: Framed): URL {
  const home = new URL(app.config.appUrl);
  const url = new URL(path === "" || path === "/" ? home.pathname : path, appOrigin);
  url.searchParams.set("embedded", "1");
  url.searchParams.set("shop", shop.domain);
  url.searchParams.set(
    "host",
    Buffer.from(`admin.shopify.com/store/${storeName(shop)}`)
      .toString("base64")
      .replace(/=+$/, ""),
  );
  url.searchParams.set("id_token", idToken);
  url.searchParams.set("locale", "en");
  return url;
}

export function appPage(framed: Framed): string {
  const { shop, app, appOrigin } = framed;
  const settings = JSON.stringify({ store: storeName(shop), handle: app.config.handle, appOrigin }).replaceAll(
    "<",
    "\\u003c",
  );
  return adminPage({
    shop,
    app,
    title: app.config.title,
    here: "app",
    content: markup`<div class="appbar"><h1 id="app-title">${app.config.title}</h1><div class="actions" id="app-actions"></div></div>
<div id="loading" hidden></div>
<iframe id="app-frame" name="app-iframe" title="${app.config.title}" src="${frameUrl(framed).href}" allow="clipboard-write"></iframe>
<script type="application/json" id="frame-settings">${raw(settings)}</script>
<script src="/admin-frame.js"></script>`,
  });
}
