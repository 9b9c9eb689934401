import { formOf, html, json, redirect, type Handler, type Routes, type SandboxReply } from "../http/router.ts";
import { mintSessionToken } from "../oauth/session-token.ts";
import type { Shop } from "../state/shop.ts";
import type { Assets } from "./assets.ts";
import { framePage, frameState, isTarget, SERVED } from "./checkout-frame.ts";
import type { HostSettings } from "./settings.ts";
import { applySwitches, switchesPage } from "./switches.ts";

/** Shopify's live this long. */
const TOKEN_SECONDS = 300;

export interface HostParts {
  apiKey: string;
  appUrl: () => string;
  assets: Assets;
  settings: HostSettings;
}

/** What the pages with extensions fetch: scripts, frames, session tokens; and the switches. */
export const hostRoutes = ({ apiKey, appUrl, assets, settings }: HostParts): Routes => {
  const scripts: Record<string, () => Promise<string>> = {
    "page.js": () => assets.hostScript("page"),
    "frame.js": () => assets.hostScript("frame"),
    "pixel-worker.js": async () =>
      (await assets.hostScript("pixel-worker")) + (await assets.extension("pixel", appUrl())),
  };
  const module: Handler = async (request) => {
    const name = request.params["name"] ?? "";
    if (name !== "checkout.js" && name !== "thank-you.js" && name !== "order-status.js") return missing;
    return script(await assets.extension(name.slice(0, -3) as "checkout" | "thank-you" | "order-status", appUrl()));
  };
  const token: Handler = async ({ shop }) => {
    const app = shop?.apps.get(apiKey);
    if (!shop || !app) return missing;
    const given = { shop: shop.domain, apiKey, secret: app.secret, userId: "", now: new Date() };
    return json({ token: await mintSessionToken({ ...given, lifeSeconds: TOKEN_SECONDS }) });
  };
  return () => ({
    shop: {
      "GET /cdn/extensions/theme/:file": async (request) => {
        const file = request.params["file"] ?? "";
        const content = await assets.themeFile(file);
        return content === null ? missing : file.endsWith(".css") ? script(content, "text/css") : script(content);
      },
      "GET /extension-host/frame": (request) => frame(request.shop, request.url.searchParams, settings),
      "GET /extension-host/modules/:name": module,
      "POST /extension-host/session-token": token,
      "GET /extension-host": ({ shop }) => (shop ? html(switchesPage(shop, settings)) : missing),
      "POST /extension-host": (request) => {
        if (request.shop) applySwitches(request.shop, settings, formOf(request));
        return redirect("/extension-host");
      },
      "GET /extension-host/:name": async (request) => {
        const make = scripts[request.params["name"] ?? ""];
        return make ? script(await make()) : missing;
      },
    },
  });
};

const missing: SandboxReply = { status: 404, body: "Not found" };

const script = (body: string, type = "text/javascript"): SandboxReply => ({
  status: 200,
  headers: { "content-type": `${type}; charset=utf-8`, "cache-control": "public, max-age=3600" },
  body,
});

function frame(shop: Shop | null, query: URLSearchParams, settings: HostSettings): SandboxReply {
  const target = query.get("target") ?? "";
  if (!shop || !isTarget(target)) return missing;
  const order = [...shop.orders.values()].find((it) => it.token === query.get("order")) ?? null;
  const state = frameState(target, shop, order, { settings, checkoutToken: query.get("checkout") ?? "" });
  return html(framePage(state, SERVED[target].module));
}
