import { markup, type Markup } from "../pages/markup.ts";
import type { Quote } from "../orders/quote.ts";
import type { Amount } from "../state/money.ts";
import type { Shop } from "../state/shop.ts";
import { picture } from "./catalog-pages.ts";
import { moneyText } from "./money-text.ts";
import type { Session } from "./session.ts";

export function cartPage(shop: Shop, session: Session, quoted: Quote): Markup {
  if (quoted.items.length === 0) {
    return markup`<h1>Your cart is empty</h1>${codeNotices(quoted)}<p><a class="button" href="/collections/all">Continue shopping</a></p>`;
  }
  const text = (amount: Amount): string => moneyText(amount.presentment, quoted.currencies.presentment);
  return markup`<h1>Your cart</h1>
${codeNotices(quoted)}
<form method="post" action="/cart">
${quoted.items.map((item, index) => lineRow(session, quoted, index, item))}
<div class="field"><label for="note">A note for the shop <span class="soft">(optional)</span></label><textarea id="note" name="note" rows="2">${session.cart.note}</textarea></div>
<div class="summary">
<dl class="totals">
${appliedRows(quoted)}
<dt class="total">Subtotal</dt><dd class="total">${text(quoted.priced.subtotal)}</dd>
</dl>
<p class="soft small">${shop.taxesIncluded ? `${shop.taxTitle} included. Shipping` : `${shop.taxTitle} and shipping`} calculated at checkout.</p>
<div class="row"><button class="plain" name="update" value="1">Update</button><button name="checkout" value="1">Check out</button></div>
</div>
</form>`;
}

function lineRow(
  session: Session,
  quoted: Quote,
  index: number,
  { product, variant, quantity }: Quote["items"][number],
): Markup {
  const line = session.cart.lines[index];
  const priced = quoted.priced.lines[index];
  const gross = (priced?.unitPrice.presentment ?? 0n) * BigInt(quantity);
  const variantTitle = variant.title === "Default Title" ? "" : variant.title;
  return markup`<div class="cart-line">
<a href="/products/${product.handle}" tabindex="-1" aria-hidden="true">${picture(product, 144)}</a>
<div><a href="/products/${product.handle}">${product.title}</a>${variantTitle && markup`<div class="soft small">${variantTitle}</div>`}
<div class="small soft">${moneyText(priced?.unitPrice.presentment ?? 0n, quoted.currencies.presentment)} each</div>
<label class="visually-hidden" for="q-${index}">Quantity of ${product.title} ${variantTitle}</label>
<input id="q-${index}" name="updates[${line?.key}]" type="number" inputmode="numeric" min="0" max="99" value="${quantity}"></div>
<div class="amount">${moneyText(gross, quoted.currencies.presentment)}</div>
</div>`;
}

export function appliedRows(quoted: Quote): Markup {
  return markup`${quoted.applied.map(({ code }, index) => {
    const taken = [
      ...quoted.priced.lines.flatMap((line) => line.allocations),
      ...(quoted.priced.shipping?.allocations ?? []),
    ]
      .filter((it) => it.application === index)
      .reduce((sum, it) => sum + it.amount.presentment, 0n);
    return markup`<dt>Discount <strong>${code}</strong></dt><dd>${moneyText(-taken, quoted.currencies.presentment)}</dd>`;
  })}`;
}

/** Why a code that the shopper has does not count now. */
export function codeNotices(quoted: Quote): Markup {
  return markup`${quoted.verdicts.map((verdict) => {
    if (verdict.kind === "applies" || quoted.items.length === 0) return null;
    return markup`<p class="notice bad" role="status">Discount not applied: ${verdict.message}</p>`;
  })}`;
}
