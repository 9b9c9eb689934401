import {
  formOf,
  html,
  json,
  redirect,
  type Handler,
  type RouteTable,
  type Routes,
  type SandboxReply,
  type SandboxRequest,
} from "../../http/router.ts";
import { mintSessionToken } from "../../oauth/session-token.ts";
import { changeScopes, redactCustomer, requestCustomerData } from "../../orders/index.ts";
import { markup } from "../../pages/markup.ts";
import type { AppInstallation } from "../../state/apps.ts";
import type { Shop } from "../../state/shop.ts";
import type { World } from "../../state/world.ts";
import type { Dispatcher } from "../../webhooks/index.ts";
import { originOf } from "../app-host.ts";
import { actOnOrder } from "./order-actions.ts";
import { orderPage, ordersPage } from "./order-pages.ts";
import { appPage } from "./app-page.ts";
import { adminPage, plainPage, storeName, type AdminPage } from "./layout.ts";
import { resources } from "./resources.ts";
import { customersPage, discountsPage, productsPage, webhooksPage } from "./store-pages.ts";

/** The one member of staff of every store. */
const USER_ID = 88_000_032_769;

export interface AdminOptions {
  readonly dispatcher: Dispatcher;
}

type InShop = (shop: Shop, request: SandboxRequest) => SandboxReply | Promise<SandboxReply>;

const missing = (what: string): SandboxReply =>
  html(plainPage("Not found", markup`<h1>There is no such ${what}</h1><p><a href="/">All stores</a></p>`), 404);

/** `admin.localhost`, and in browser tests https://admin.shopify.com: stores, their pages, and the app in its frame. */
export const adminRoutes =
  ({ dispatcher }: AdminOptions): Routes =>
  (world) => ({ admin: { ...storeRoutes(world, dispatcher), ...appRoutes(world) } });

const inShop =
  (world: World, handle: InShop): Handler =>
  (request) => {
    const shop = world.shops.get(`${request.params["store"]}.myshopify.com`);
    return shop ? handle(shop, request) : missing("store");
  };

const shown = (
  shop: Shop,
  here: AdminPage["here"],
  title: string,
  content: AdminPage["content"],
  status = 200,
): SandboxReply => html(adminPage({ shop, here, title, content }), status);

function storeRoutes(world: World, dispatcher: Dispatcher): RouteTable {
  /** What an action came to is told once, on the page that follows it. */
  const notes = new Map<number, string>();
  const order = (show: (shop: Shop, id: number, request: SandboxRequest) => SandboxReply): Handler =>
    inShop(world, (shop, request) => show(shop, Number(request.params["id"]), request));
  return {
    "GET /": () =>
      html(
        plainPage(
          "Stores",
          markup`<h1>Choose a store</h1>${[...world.shops.values()].map((it) => markup`<div class="panel"><h2><a href="/store/${storeName(it)}">${it.name}</a></h2><p class="soft">${it.domain} · ${it.currency}</p></div>`)}`,
        ),
      ),
    "GET /store/:store": inShop(world, (shop) => redirect(`/store/${storeName(shop)}/orders`)),
    "GET /store/:store/orders": inShop(world, (shop) => shown(shop, "orders", "Orders", ordersPage(shop))),
    "GET /store/:store/products": inShop(world, (shop) => shown(shop, "products", "Products", productsPage(shop))),
    "GET /store/:store/discounts": inShop(world, (shop) =>
      shown(shop, "discounts", "Discounts", discountsPage(shop, world.now())),
    ),
    "GET /store/:store/customers": inShop(world, (shop) => shown(shop, "customers", "Customers", customersPage(shop))),
    "GET /store/:store/webhooks": inShop(world, (shop) =>
      shown(shop, "webhooks", "Webhooks", webhooksPage(shop, dispatcher)),
    ),
    "GET /store/:store/resources.json": inShop(world, (shop, request) =>
      json(resources(shop, request.url.searchParams.get("type") ?? "product")),
    ),
    "GET /store/:store/orders/:id": order((shop, id) => {
      const found = shop.orders.get(id);
      const note = notes.get(id) ?? null;
      notes.delete(id);
      return found ? shown(shop, "orders", found.name, orderPage(shop, found, note)) : missing("order");
    }),
    "POST /store/:store/orders/:id/:action": order((shop, id, request) => {
      const found = shop.orders.get(id);
      const said = found && actOnOrder(world, shop, found, request);
      if (!found || said === null) return missing("order or action");
      notes.set(id, said ?? "");
      return redirect(`/store/${storeName(shop)}/orders/${id}`);
    }),
    "POST /store/:store/customers/:id/:action": inShop(world, (shop, request) => {
      const customer = shop.customers.get(Number(request.params["id"]));
      if (!customer) return missing("customer");
      if (request.params["action"] === "redact") redactCustomer(world, shop, customer);
      else requestCustomerData(world, shop, customer);
      return redirect(`/store/${storeName(shop)}/customers`);
    }),
    "POST /store/:store/webhooks": inShop(world, (shop, request) => {
      const form = formOf(request);
      const names = ["duplicate", "delay", "reorder", "drop"] as const;
      const wanted = Object.fromEntries(names.map((name) => [name, Number(form.get(name) || 0)]));
      if (Object.values(wanted).some((it) => !(it >= 0 && it <= 1)))
        return shown(
          shop,
          "webhooks",
          "Webhooks",
          markup`<div class="pad"><p class="notice bad">Give probabilities from 0 to 1.</p></div>`,
          422,
        );
      dispatcher.setSwitches(shop.domain, wanted);
      return redirect(`/store/${storeName(shop)}/webhooks`);
    }),
  };
}

type InApp = (shop: Shop, app: AppInstallation, request: SandboxRequest) => SandboxReply | Promise<SandboxReply>;

function appRoutes(world: World): RouteTable {
  const inApp = (handle: InApp): Handler =>
    inShop(world, (shop, request) => {
      const name = request.params["app"];
      const app = [...shop.apps.values()].find(({ config }) => config.handle === name || config.apiKey === name);
      return app ? handle(shop, app, request) : missing("app in this store");
    });
  const mint = (shop: Shop, app: AppInstallation): Promise<string> =>
    mintSessionToken({
      shop: shop.domain,
      apiKey: app.config.apiKey,
      secret: app.secret,
      userId: USER_ID,
      now: world.clock.machine(),
    });
  const framed = inApp(async (shop, app, request) => {
    const path = request.params["rest"]
      ? `/${request.params["rest"]}${request.url.search}`
      : request.url.search && new URL(app.config.appUrl).pathname + request.url.search;
    return html(
      appPage({ shop, app, appOrigin: originOf(request, "app", shop), path, idToken: await mint(shop, app) }),
      200,
      { "cache-control": "no-store" },
    );
  });
  return {
    "POST /store/:store/apps/:app/id-token": inApp(async (shop, app) => ({
      status: 200,
      headers: { "content-type": "text/plain", "cache-control": "no-store" },
      body: await mint(shop, app),
    })),
    "POST /store/:store/apps/:app/scopes": inApp((shop, app, request) => {
      const form = formOf(request);
      const wanted = (form.get("scopes") ?? "").split(",").filter((it) => app.config.optionalScopes.includes(it));
      const next =
        form.get("action") === "grant"
          ? [...new Set([...app.scopes, ...wanted])]
          : app.scopes.filter((it) => form.get("action") !== "revoke" || !wanted.includes(it));
      if (next.length !== app.scopes.length) changeScopes(world, shop, app, next);
      return json({ granted: app.scopes, required: app.config.scopes, optional: app.config.optionalScopes });
    }),
    "GET /store/:store/apps/:app": framed,
    "GET /store/:store/apps/:app/*": framed,
  };
}
