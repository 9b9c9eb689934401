import { createHmac } from "node:crypto";
import { forward } from "../hosts/forward.ts";
import type { Handler, RouteTable, SandboxReply } from "../http/router.ts";
import type { AppInstallation } from "../state/apps.ts";
import type { Shop } from "../state/shop.ts";
import type { World } from "../state/world.ts";
import { storePage } from "./layout.ts";
import { raw } from "../pages/markup.ts";
import { withSession, type Sessions } from "./session.ts";
import type { Slots } from "./slots.ts";

/**
 * Signs an app proxy's query as Shopify documents it: parameters sorted by name, `name=value` joined
 * without a separator (several values by commas), HMAC-SHA256 under the app's secret, in hex.
 */
export function proxySignature(query: URLSearchParams, secret: string): string {
  const names = [...new Set(query.keys())].filter((name) => name !== "signature").toSorted();
  const text = names.map((name) => `${name}=${query.getAll(name).join(",")}`).join("");
  return createHmac("sha256", secret).update(text).digest("hex");
}

/** `/apps/<subpath>/…` on a shop's host is the app's own page, fetched by the shop and signed. */
export function appProxyRoutes(world: World, sessions: Sessions, slots: Slots): RouteTable {
  const handler: Handler = async (request): Promise<SandboxReply> => {
    const { shop } = request;
    const [prefix, subpath] = request.url.pathname.split("/").slice(1, 3);
    const app =
      shop &&
      [...shop.apps.values()].find(({ config: { proxy } }) => proxy?.prefix === prefix && proxy?.subpath === subpath);
    if (!shop || !app?.config.proxy) return { status: 404, body: "No app has this page" };
    const session = sessions.of(request, shop);
    sessions.seePage(request, session);
    const reply = await forward(request, target(world, shop, app, request.url), {
      "X-Forwarded-Host": request.url.host,
      Cookie: "",
    });
    // A page in Liquid is put into the theme's layout; there is no Liquid here, so its text is taken as it is.
    const liquid = String(reply.headers?.["content-type"] ?? "").includes("application/liquid");
    if (!liquid) return reply;
    const context = { shop, template: "index", cartToken: session.cart.token, cart: session.cart } as const;
    const content = raw(String(reply.body ?? ""));
    const body = storePage({ shop, session, slots, context, title: app.config.title, content });
    return withSession(
      { status: reply.status, headers: { "content-type": "text/html; charset=utf-8" }, body },
      session,
    );
  };
  return Object.fromEntries(
    ["GET", "POST"].flatMap((method) =>
      ["apps", "a", "community", "tools"].map((prefix) => [`${method} /${prefix}/*`, handler]),
    ),
  );
}

function target(world: World, shop: Shop, app: AppInstallation, url: URL): URL {
  const { proxy, appUrl } = app.config;
  if (!proxy) throw new Error(`${app.config.title} has no app proxy`);
  const path = `/${proxy.prefix}/${proxy.subpath}`;
  // While it is developed, an app's proxy is reached at its tunnel, as the app itself is.
  const base = new URL(new URL(proxy.url).pathname, appUrl);
  const made = new URL(base.href.replace(/\/+$/, "") + url.pathname.slice(path.length));
  const query = new URLSearchParams(url.search);
  query.delete("signature");
  query.set("shop", shop.domain);
  query.set("logged_in_customer_id", "");
  query.set("path_prefix", path);
  query.set("timestamp", String(Math.floor(world.now().getTime() / 1000)));
  query.set("signature", proxySignature(query, app.secret));
  made.search = query.toString();
  return made;
}
