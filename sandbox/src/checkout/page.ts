import { markup, options, raw, type Markup } from "../pages/markup.ts";
import type { Quote } from "../orders/quote.ts";
import type { Shop } from "../state/shop.ts";
import type { Session } from "../storefront/session.ts";
import type { CheckoutContext, Slots } from "../storefront/slots.ts";
import { COUNTRIES } from "./form.ts";
import { checkoutLayout, summary } from "./layout.ts";

export interface CheckoutView {
  readonly shop: Shop;
  readonly session: Session;
  readonly slots: Slots;
  readonly quoted: Quote;
  /** What was typed, when the form comes back. */
  readonly typed: URLSearchParams;
  readonly errors: ReadonlyMap<string, string>;
  /** Why a code was not taken. */
  readonly discountError: string | null;
}

export function checkoutPage(view: CheckoutView): string {
  const { shop, session, slots, quoted } = view;
  const path = `/checkouts/cn/${session.cart.token}`;
  const context: CheckoutContext = {
    shop,
    checkoutToken: session.cart.token,
    cartToken: session.cart.token,
    order: null,
  };
  const left = markup`<h1>Checkout</h1>
${view.errors.size > 0 && markup`<p class="notice bad" role="alert">${view.errors.get("form") ?? "Check the marked fields."}</p>`}
<form method="post" action="${path}/pay" novalidate>
<fieldset><legend>Contact</legend>${field(view, "email", "Email", "email", "email")}</fieldset>
<fieldset><legend>Delivery</legend>
${countryField(view)}
<div class="row">${field(view, "firstName", "First name", "text", "given-name")}${field(view, "lastName", "Last name", "text", "family-name")}</div>
${field(view, "address1", "Address", "text", "street-address")}
<div class="row">${field(view, "zip", "Postal code", "text", "postal-code")}${field(view, "city", "City", "text", "address-level2")}${field(view, "province", "State or province (optional)", "text", "address-level1")}</div>
</fieldset>
<div class="slot">${raw(slots.checkout("purchase.checkout.block.render", context))}</div>
${tipField(view)}
${paymentField(view)}
<button class="pay">Pay now</button>
</form>`;
  return checkoutLayout(shop, "Checkout", left, summary(shop, quoted, discountBox(view, path, context)));
}

function field(view: CheckoutView, name: string, label: string, type: string, autocomplete: string): Markup {
  const error = view.errors.get(name);
  return markup`<div class="field"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" value="${view.typed.get(name)}"${invalid(name, error)}>${errorText(name, error)}</div>`;
}

const invalid = (name: string, error: string | undefined): Markup | null =>
  error ? markup` aria-invalid="true" aria-describedby="${name}-error"` : null;
const errorText = (name: string, error: string | undefined): Markup | null =>
  error ? markup`<p class="error" id="${name}-error">${error}</p>` : null;

function countryField(view: CheckoutView): Markup {
  const chosen = view.typed.get("country") ?? view.shop.countryCode;
  return markup`<div class="field"><label for="country">Country</label><select id="country" name="country" autocomplete="country">${options(COUNTRIES, chosen)}</select></div>`;
}

function radio(view: CheckoutView, name: string, value: string, label: string, first: boolean): Markup {
  const chosen = view.typed.get(name) ?? (first ? value : "");
  return markup`<div class="choice"><input type="radio" id="${name}-${value}" name="${name}" value="${value}"${chosen === value ? raw(" checked") : ""}><label for="${name}-${value}">${label}</label></div>`;
}

function tipField(view: CheckoutView): Markup {
  const error = view.errors.get("tipAmount");
  return markup`<fieldset><legend>Add a tip</legend>
${radio(view, "tip", "none", "No tip", true)}${["10", "15", "20"].map((percent) => radio(view, "tip", percent, `${percent} %`, false))}${radio(view, "tip", "custom", "Another amount", false)}
<label for="tipAmount">Amount in ${view.session.currency}</label><input id="tipAmount" name="tipAmount" inputmode="decimal" value="${view.typed.get("tipAmount")}"${invalid("tipAmount", error)}>${errorText("tipAmount", error)}
</fieldset>`;
}

function paymentField(view: CheckoutView): Markup {
  const error = view.errors.get("card");
  return markup`<fieldset><legend>Payment</legend>
<p class="soft small">A test gateway: card number 1 is approved, 2 is declined. Nothing is charged.</p>
${radio(view, "payment", "card", "Credit card", true)}
<div class="field"><label for="card">Card number</label><input id="card" name="card" inputmode="numeric" autocomplete="off" value="${view.typed.get("card") ?? "1"}"${invalid("card", error)}>${errorText("card", error)}</div>
${radio(view, "payment", "deposit", "Bank deposit: the order stays unpaid until the shop marks it paid", false)}
</fieldset>`;
}

function discountBox(view: CheckoutView, path: string, context: CheckoutContext): Markup {
  const message = view.discountError ?? view.quoted.verdicts.find((it) => it.kind === "refused")?.message;
  return markup`<form method="post" action="${path}/discount" class="field">
<label for="discount">Discount code</label>
<div class="row"><input id="discount" name="code" autocomplete="off" autocapitalize="characters"${invalid("discount", message)}><button class="plain">Apply</button></div>
${errorText("discount", message)}
</form>
${view.quoted.applied.map(
  ({ code }) =>
    markup`<form method="post" action="${path}/discount" class="tag"><input type="hidden" name="remove" value="${code}"><span>${code}</span><button aria-label="Remove the discount ${code}">×</button></form>`,
)}
<div class="slot">${raw(view.slots.checkout("purchase.checkout.reductions.render-after", context))}</div>`;
}
