import { BASE_CSS } from "../pages/base-css.ts";
import { markup, options, page, raw, type Markup } from "../pages/markup.ts";
import type { Shop } from "../state/shop.ts";
import { takeFlash, type Session } from "./session.ts";
import type { PageContext, Slots } from "./slots.ts";

const CSS = `${BASE_CSS}
.bar{border-bottom:1px solid var(--line);background:#fff}.bar .in,main,footer .in{max-width:1120px;margin:0 auto;padding:0 1.1rem}
.bar .in{display:flex;align-items:center;gap:1.2rem;min-height:68px;flex-wrap:wrap}.brand{font-weight:750;font-size:1.25rem;letter-spacing:-.01em;text-decoration:none;color:var(--ink);margin-right:auto}
.bar nav{display:flex;gap:1.1rem;flex-wrap:wrap}.bar nav a,.bar .cart{color:var(--ink);text-decoration:none;padding:.6rem 0}.bar nav a:hover,.bar .cart:hover{text-decoration:underline}
main{padding-top:2rem;padding-bottom:3rem;min-height:60vh}
.hero{background:linear-gradient(120deg,#e8efe9,#f4ede0);border-radius:16px;padding:2.6rem 2rem;margin-bottom:2rem}.hero p{max-width:36rem;margin:0}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(210px,1fr));gap:1.5rem;list-style:none;margin:0;padding:0}
.card{display:block;color:inherit;text-decoration:none}.card img{border-radius:12px;background:var(--tint);aspect-ratio:1;width:100%;object-fit:cover}.card h2,.card h3{font-size:1rem;margin:.6rem 0 0}.card:hover h3,.card:hover h2{text-decoration:underline}
.product{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:2.5rem}.product img{border-radius:16px;width:100%}.price{font-size:1.3rem;font-weight:650;margin:0 0 .2rem}
.cart-line{display:grid;grid-template-columns:72px 1fr auto;gap:1rem;align-items:start;padding:1rem 0;border-bottom:1px solid var(--line)}.cart-line img{border-radius:8px}.cart-line input{width:5rem}
.summary{max-width:24rem;margin-left:auto;margin-top:1.5rem}.tags{display:flex;gap:.4rem;flex-wrap:wrap;list-style:none;padding:0;margin:.4rem 0}.tags li{background:var(--tint);border:1px solid var(--line);border-radius:99px;padding:.15rem .7rem;font-size:.9rem}
footer{border-top:1px solid var(--line);background:var(--tint)}footer .in{padding-top:1.5rem;padding-bottom:1.5rem;display:flex;gap:1.5rem;flex-wrap:wrap;align-items:flex-end;justify-content:space-between}
@media (max-width:720px){.product{grid-template-columns:1fr;gap:1.2rem}.hero{padding:1.6rem 1.2rem}.bar .in{min-height:58px;gap:0 1rem;padding-top:.4rem}.bar nav{order:3;width:100%;flex-wrap:nowrap;overflow-x:auto}.bar nav a{white-space:nowrap}.grid{grid-template-columns:repeat(2,minmax(0,1fr));gap:1rem}.summary{max-width:none}.cart-line{grid-template-columns:56px 1fr}.cart-line .amount{grid-column:2}}
`;

export interface StorePage {
  readonly shop: Shop;
  readonly session: Session;
  readonly slots: Slots;
  readonly context: PageContext;
  readonly title: string;
  readonly content: Markup;
}

/** A page of the shop's theme, with the places where theme app extensions stand. */
export function storePage({ shop, session, slots, context, title, content }: StorePage): string {
  const units = session.cart.lines.reduce((sum, line) => sum + line.quantity, 0);
  const collections = [...shop.collections.values()].slice(0, 5);
  const flash = takeFlash(session);
  return page({
    title: `${title} – ${shop.name}`,
    css: CSS,
    head: raw(slots.head(context)),
    body: markup`<body>
<a class="skip" href="#main">Skip to content</a>
<header class="bar"><div class="in">
<a class="brand" href="/">${shop.name}</a>
<nav aria-label="Collections"><a href="/collections/all">All</a>${collections.map((it) => markup`<a href="/collections/${it.handle}">${it.title}</a>`)}</nav>
<a class="cart" href="/cart">Cart <span aria-label="${units} items">(${units})</span></a>
</div></header>
<main id="main">
${flash && markup`<p class="notice" role="status">${flash}</p>`}
${content}
${raw(slots.section(context))}
</main>
<footer><div class="in">
<p class="soft small">${shop.name} is a sandbox store: nothing is real, nobody is charged.<br>${shop.taxesIncluded ? `Prices include ${shop.taxTitle}.` : `${shop.taxTitle} is added at checkout.`}</p>
${currencyForm(shop, session)}
</div></footer>
${raw(slots.body(context))}
</body>`,
  });
}

function currencyForm(shop: Shop, session: Session): Markup | null {
  if (shop.presentments.length === 0) return null;
  const currencies = [shop.currency, ...shop.presentments.map((it) => it.currency)].map((it) => [it, it] as const);
  return markup`<form method="post" action="/localization" class="row">
<div><label for="currency">Currency</label><select id="currency" name="currency_code">${options(currencies, session.currency)}</select></div>
<button class="plain">Change</button></form>`;
}
