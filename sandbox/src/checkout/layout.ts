import { BASE_CSS } from "../pages/base-css.ts";
import { markup, page, type Markup } from "../pages/markup.ts";
import type { Quote } from "../orders/quote.ts";
import type { Shop } from "../state/shop.ts";
import { appliedRows } from "../storefront/cart-page.ts";
import { picture } from "../storefront/catalog-pages.ts";
import { moneyText } from "../storefront/money-text.ts";

const CSS = `${BASE_CSS}
@media (min-width:761px){body{background:linear-gradient(90deg,#fff 50%,var(--tint) 50%)}.left{background:#fff}}
.top{background:#fff;border-bottom:1px solid var(--line)}.top .in{max-width:1040px;margin:0 auto;padding:1.1rem;display:flex;justify-content:space-between;align-items:center}
.top a.brand{font-weight:750;font-size:1.25rem;text-decoration:none;color:var(--ink)}
main{max-width:1040px;margin:0 auto;display:grid;grid-template-columns:minmax(0,1.25fr) minmax(0,1fr);min-height:calc(100vh - 72px)}
.left{padding:1.8rem 2rem 3rem 1.1rem}.side{background:var(--tint);border-left:1px solid var(--line);padding:1.8rem 1.1rem 3rem 2rem}
.item{display:grid;grid-template-columns:52px 1fr auto;gap:.8rem;align-items:center;margin-bottom:.9rem}.item.plain{grid-template-columns:1fr auto}.item img{border-radius:8px;border:1px solid var(--line)}
.error{color:var(--bad);font-size:.9rem;margin:.25rem 0 0}input[aria-invalid=true],select[aria-invalid=true]{border-color:var(--bad)}
.pay{width:100%;min-height:52px;font-size:1.05rem}.slot:empty{display:none}.slot{margin:0 0 1.2rem}
.tag{display:inline-flex;gap:.5rem;align-items:center;background:#fff;border:1px solid var(--line);border-radius:99px;padding:.15rem .3rem .15rem .8rem;margin:0 .4rem .4rem 0}.tag button{min-height:30px;padding:0 .6rem;border:0;background:none;color:var(--soft)}
@media (max-width:760px){main{grid-template-columns:1fr}.side{order:-1;border-left:0;border-bottom:1px solid var(--line);padding:1.1rem}.left{padding:1.1rem}}
`;

export function checkoutLayout(shop: Shop, title: string, left: Markup, side: Markup): string {
  return page({
    title: `${title} – ${shop.name}`,
    css: CSS,
    body: markup`<body><a class="skip" href="#main">Skip to content</a>
<header class="top"><div class="in"><a class="brand" href="/">${shop.name}</a><a href="/cart">Cart</a></div></header>
<main id="main"><div class="left">${left}</div><section class="side" aria-label="Order summary">${side}</section></main></body>`,
  });
}

/** Lines and totals of a cart that is being paid; `below` stands between them (the discount field). */
export function summary(shop: Shop, quoted: Quote, below: Markup): Markup {
  const { priced, currencies } = quoted;
  const text = (minor: bigint): string => moneyText(minor, currencies.presentment);
  return markup`<h2>Order summary</h2>
${quoted.items.map((item, index) => {
  const gross = (priced.lines[index]?.unitPrice.presentment ?? 0n) * BigInt(item.quantity);
  const variantTitle =
    item.variant.title === "Default Title" ? null : markup`<br><span class="soft">${item.variant.title}</span>`;
  return markup`<div class="item">${picture(item.product, 104)}<div class="small">${item.product.title} × ${item.quantity}${variantTitle}</div><div>${text(gross)}</div></div>`;
})}
${below}
<dl class="totals">
<dt>Subtotal</dt><dd>${text(priced.lineItemsTotal.presentment)}</dd>
${appliedRows(quoted)}
${priced.shipping && markup`<dt>Shipping</dt><dd>${text(priced.shipping.price.presentment)}</dd>`}
${!shop.taxesIncluded && priced.taxTotal.presentment > 0n && markup`<dt>${shop.taxTitle}</dt><dd>${text(priced.taxTotal.presentment)}</dd>`}
${priced.tip.presentment > 0n && markup`<dt>Tip</dt><dd>${text(priced.tip.presentment)}</dd>`}
<dt class="total">Total <span class="soft small">${currencies.presentment}</span></dt><dd class="total">${text(priced.total.presentment)}</dd>
</dl>
${shop.taxesIncluded && markup`<p class="soft small">Including ${text(priced.taxTotal.presentment)} in ${shop.taxTitle}</p>`}
${currencies.presentment !== currencies.shop && markup`<p class="soft small">The shop keeps its books in ${currencies.shop}: ${moneyText(priced.total.shop, currencies.shop)}</p>`}`;
}
