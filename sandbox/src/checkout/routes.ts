import { formOf, html, redirect, type RouteTable, type SandboxReply, type SandboxRequest } from "../http/router.ts";
import { placeOrder } from "../orders/index.ts";
import { fromRate } from "../orders/transactions.ts";
import { divideRounded, parseDecimal } from "../state/money.ts";
import type { Shop } from "../state/shop.ts";
import type { World } from "../state/world.ts";
import { visitor } from "../storefront/cart-routes.ts";
import { giveCode, quoteCart, removeCode } from "../storefront/cart.ts";
import { newCart, type Session, type Sessions } from "../storefront/session.ts";
import type { Slots } from "../storefront/slots.ts";
import { BOGUS_APPROVES, checkForm, type CheckoutForm } from "./form.ts";
import { orderPage } from "./order-page.ts";
import { checkoutPage, type CheckoutView } from "./page.ts";

type Shown = Partial<Pick<CheckoutView, "typed" | "errors" | "discountError">>;

export function checkoutRoutes(world: World, sessions: Sessions, slots: Slots): RouteTable {
  const show = (shop: Shop, session: Session, shown: Shown = {}): SandboxReply => {
    const typed = shown.typed ?? new URLSearchParams();
    const quoted = quoteCart(world, shop, session, { email: typed.get("email") ?? "" });
    if (quoted.items.length === 0) return redirect("/cart");
    const errors = shown.errors ?? new Map<string, string>();
    const status = errors.size > 0 || shown.discountError ? 422 : 200;
    return html(
      checkoutPage({ shop, session, slots, quoted, typed, errors, discountError: shown.discountError ?? null }),
      status,
    );
  };
  return {
    "GET /checkout": visitor(sessions, (request, shop, session) => {
      const code = request.url.searchParams.get("discount");
      if (code) giveCode(world, shop, session, code, "cart");
      return redirect(session.cart.lines.length > 0 ? `/checkouts/cn/${session.cart.token}` : "/cart");
    }),
    "GET /checkouts/cn/:token": visitor(sessions, (request, shop, session) => {
      if (session.paid.has(request.params["token"] ?? ""))
        return redirect(`/checkouts/cn/${request.params["token"]}/thank-you`);
      return show(shop, session);
    }),
    "POST /checkouts/cn/:token/discount": visitor(sessions, (request, shop, session) => {
      const form = formOf(request);
      const removed = form.get("remove");
      if (removed !== null) removeCode(session, removed);
      const given = removed === null ? giveCode(world, shop, session, form.get("code") ?? "", "checkout") : null;
      return given?.kind === "refused"
        ? show(shop, session, { discountError: given.message })
        : redirect(`/checkouts/cn/${session.cart.token}`);
    }),
    "POST /checkouts/cn/:token/pay": visitor(sessions, (request, shop, session) =>
      payFor(world, request, shop, session, show),
    ),
    "GET /checkouts/cn/:token/thank-you": visitor(sessions, (request, shop, session) => {
      const order = shop.orders.get(session.paid.get(request.params["token"] ?? "") ?? 0);
      return order ? html(orderPage(shop, order, slots, "thank_you")) : redirect("/cart");
    }),
    "GET /:shopId/orders/:token/authenticate": (request) => {
      const order = [...(request.shop?.orders.values() ?? [])].find((it) => it.token === request.params["token"]);
      const known = order && request.url.searchParams.get("key") === order.confirmationNumber;
      return known && request.shop
        ? html(orderPage(request.shop, order, slots, "status"))
        : { status: 404, body: "There is no such order" };
    },
  };
}

function payFor(
  world: World,
  request: SandboxRequest,
  shop: Shop,
  session: Session,
  show: (shop: Shop, session: Session, shown: Shown) => SandboxReply,
): SandboxReply {
  const token = request.params["token"] ?? "";
  const done = redirect(`/checkouts/cn/${token}/thank-you`);
  if (session.paid.has(token)) return done;
  const typed = formOf(request);
  const checked = checkForm(typed);
  if (checked.kind === "bad") return show(shop, session, { typed, errors: checked.errors });
  const { form } = checked;
  if (form.payment.kind === "card" && form.payment.number !== BOGUS_APPROVES) {
    return show(shop, session, {
      typed,
      errors: new Map([["card", "The card was declined. Card number 1 is approved."]]),
    });
  }
  const placed = buy(world, shop, session, form);
  if (placed.kind === "refused") return show(shop, session, { typed, errors: new Map([["form", placed.message]]) });
  session.paid.set(token, placed.value.id);
  session.cart = newCart();
  return done;
}

function buy(world: World, shop: Shop, session: Session, form: CheckoutForm) {
  const { cart } = session;
  return placeOrder(world, shop, {
    lines: cart.lines.map(({ variantId, quantity, properties }) => ({ variantId, quantity, properties })),
    codes: cart.codes,
    customer: {
      email: form.email,
      firstName: form.address.firstName,
      lastName: form.address.lastName,
      phone: form.address.phone,
    },
    shippingAddress: form.address,
    presentmentCurrency: session.currency,
    noteAttributes: [...cart.attributes].map(([name, value]) => ({ name, value })),
    note: cart.note,
    landingSite: session.lastVisit?.landingPage ?? null,
    referringSite: session.lastVisit?.referrerUrl ?? null,
    cartToken: cart.token,
    test: shop.testPayments,
    payment: form.payment.kind === "card" ? "paid" : "pending",
    tipMinor: tipMinor(world, shop, session, form),
    firstVisit: session.firstVisit,
    lastVisit: session.lastVisit,
  });
}

/** In minor units of the shop's currency, which the order converts again. */
function tipMinor(world: World, shop: Shop, session: Session, { tip, email }: CheckoutForm): bigint {
  if (tip.kind === "none") return 0n;
  const { priced, currencies } = quoteCart(world, shop, session, { email });
  if (tip.kind === "percent") return divideRounded(priced.subtotal.shop * tip.percent, 100n);
  return fromRate(currencies, parseDecimal(tip.text, currencies.presentment));
}
