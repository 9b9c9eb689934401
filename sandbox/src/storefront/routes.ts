import {
  html,
  redirect,
  formOf,
  type Handler,
  type Routes,
  type RouteTable,
  type SandboxReply,
  type SandboxRequest,
} from "../http/router.ts";
import { checkoutRoutes } from "../checkout/routes.ts";
import { markup, type Markup } from "../pages/markup.ts";
import type { Shop } from "../state/shop.ts";
import type { World } from "../state/world.ts";
import { appProxyRoutes } from "./app-proxy.ts";
import { cartPage } from "./cart-page.ts";
import { cartRoutes, visitor } from "./cart-routes.ts";
import { quoteCart } from "./cart.ts";
import { collectionPage, homePage, productPage } from "./catalog-pages.ts";
import { storePage } from "./layout.ts";
import { localPath } from "./local-path.ts";
import { productImage } from "./product-image.ts";
import { Sessions, type Session } from "./session.ts";
import { NO_EXTENSIONS, type PageContext, type Slots } from "./slots.ts";

interface View {
  readonly title: string;
  readonly template: PageContext["template"];
  readonly content: Markup;
  readonly status?: number;
  readonly productHandle?: string;
}

/** The shop's own hosts: storefront, cart, checkout, app proxy. */
export const storefrontRoutes =
  (slots: Slots = NO_EXTENSIONS): Routes =>
  (world) => {
    const sessions = new Sessions(world);
    return {
      shop: {
        ...pageRoutes(world, sessions, slots),
        ...cartRoutes(world, sessions),
        ...checkoutRoutes(world, sessions, slots),
        ...appProxyRoutes(world, sessions, slots),
      },
    };
  };

type Show = (request: SandboxRequest, shop: Shop, session: Session) => View;

function pageRoutes(world: World, sessions: Sessions, slots: Slots): RouteTable {
  const pageOf = (show: Show): Handler =>
    visitor(sessions, (request, shop, session) => {
      sessions.seePage(request, session);
      return render(shop, session, slots, show(request, shop, session));
    });
  return {
    "GET /": pageOf((_, shop, session) => ({ title: "Home", template: "index", content: homePage(shop, session) })),
    "GET /collections/:handle": pageOf((request, shop, session) => {
      const { handle } = request.params;
      const collection = [...shop.collections.values()].find((it) => it.handle === handle) ?? null;
      if (!collection && handle !== "all") return notFound("collection");
      return {
        title: collection?.title ?? "All products",
        template: "collection",
        content: collectionPage(shop, session, collection),
      };
    }),
    "GET /products/:handle": pageOf((request, shop, session) => {
      const product = [...shop.products.values()].find(
        (it) => it.handle === request.params["handle"] && it.status === "ACTIVE",
      );
      if (!product) return notFound("product");
      const variant = Number(request.url.searchParams.get("variant")) || null;
      return {
        title: product.title,
        template: "product",
        productHandle: product.handle,
        content: productPage(shop, session, product, variant),
      };
    }),
    "GET /cart": pageOf((_, shop, session) => ({
      title: "Your cart",
      template: "cart",
      content: cartPage(shop, session, quoteCart(world, shop, session)),
    })),
    // Shopify has no page there: a theme's own "not found", where its embeds run as anywhere.
    "GET /c/:code": pageOf(() => notFound("page")),
    "GET /cdn/products/:file": (request) => image(request),
    "POST /localization": visitor(sessions, (request, shop, session) => {
      const wanted = formOf(request).get("currency_code") ?? "";
      if (wanted === shop.currency || shop.presentments.some((it) => it.currency === wanted)) session.currency = wanted;
      const from = request.headers["referer"];
      return redirect(
        from && URL.canParse(from) && new URL(from).host === request.url.host ? localPath(new URL(from).pathname) : "/",
      );
    }),
  };
}

function render(shop: Shop, session: Session, slots: Slots, view: View): SandboxReply {
  const context: PageContext = {
    shop,
    template: view.template,
    cartToken: session.cart.token,
    cart: session.cart,
    ...(view.productHandle !== undefined && { productHandle: view.productHandle }),
  };
  return html(
    storePage({ shop, session, slots, context, title: view.title, content: view.content }),
    view.status ?? 200,
  );
}

const notFound = (what: string): View => ({
  title: "Not found",
  template: "index",
  status: 404,
  content: markup`<h1>There is no such ${what}</h1><p><a href="/collections/all">See all products</a></p>`,
});

function image(request: SandboxRequest): SandboxReply {
  const handle = (request.params["file"] ?? "").replace(/\.svg$/, "");
  const product = [...(request.shop?.products.values() ?? [])].find((it) => it.handle === handle);
  if (!product) return { status: 404, body: "No such picture" };
  return {
    status: 200,
    headers: { "content-type": "image/svg+xml", "cache-control": "public, max-age=86400" },
    body: productImage(handle, product.title),
  };
}
