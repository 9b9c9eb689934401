import { markup, raw, type Markup } from "../pages/markup.ts";
import type { Collection, Product, Variant } from "../state/catalog.ts";
import { convert } from "../state/money.ts";
import type { Shop } from "../state/shop.ts";
import { currenciesOf } from "../orders/quote.ts";
import { moneyText } from "./money-text.ts";
import type { Session } from "./session.ts";

export function priceText(shop: Shop, session: Session, minor: bigint): string {
  const { shop: from, presentment, ratePpm } = currenciesOf(shop, session.currency);
  return moneyText(convert(minor, from, presentment, ratePpm), presentment);
}

export const onSale = (shop: Shop): Product[] => [...shop.products.values()].filter((it) => it.status === "ACTIVE");

export function homePage(shop: Shop, session: Session): Markup {
  return markup`<section class="hero"><h1>${shop.name}</h1><p>Browse the shelves, put something in the cart, and check out with a creator's code.</p></section>
<h2>Products</h2>${productGrid(shop, session, onSale(shop).slice(0, 12))}
<p><a class="button plain" href="/collections/all">See all products</a></p>`;
}

export const collectionPage = (shop: Shop, session: Session, collection: Collection | null): Markup => {
  const products = onSale(shop).filter((it) => !collection || it.collectionIds.includes(collection.id));
  return markup`<h1>${collection?.title ?? "All products"}</h1>
${products.length === 0 ? markup`<p>Nothing is in this collection yet.</p>` : productGrid(shop, session, products)}`;
};

function productGrid(shop: Shop, session: Session, products: readonly Product[]): Markup {
  return markup`<ul class="grid">${products.map((product) => {
    const [cheapest, ...others] = product.variants.toSorted((a, b) => Number(a.priceMinor - b.priceMinor));
    const price = priceText(shop, session, cheapest?.priceMinor ?? 0n);
    const from = others.some((it) => it.priceMinor !== cheapest?.priceMinor) ? "from " : "";
    return markup`<li><a class="card" href="/products/${product.handle}">${picture(product)}<h3>${product.title}</h3><span class="soft">${from}${price}</span></a></li>`;
  })}</ul>`;
}

export const picture = (product: Product, size = 400): Markup =>
  markup`<img src="/cdn/products/${product.handle}.svg" alt="" width="${size}" height="${size}" loading="lazy">`;

export function productPage(shop: Shop, session: Session, product: Product, chosen: number | null): Markup {
  const [first] = product.variants;
  const variant = product.variants.find((it) => it.id === chosen) ?? first;
  return markup`<article class="product">
<div>${picture(product, 800)}</div>
<div>
<p class="soft small">${product.vendor}</p>
<h1>${product.title}</h1>
<p class="price">${priceText(shop, session, variant?.priceMinor ?? 0n)}</p>
<p class="soft small">${taxNote(shop, variant)}</p>
<form method="post" action="/cart/add">
${variantField(shop, session, product, variant)}
<div class="field"><label for="quantity">Quantity</label><input id="quantity" name="quantity" type="number" inputmode="numeric" min="1" max="99" value="1" required></div>
<button>Add to cart</button>
</form>
<div>${raw(product.descriptionHtml)}</div>
</div></article>`;
}

function taxNote(shop: Shop, variant: Variant | undefined): string {
  if (!variant?.taxable) return "Not taxed.";
  return shop.taxesIncluded ? `${shop.taxTitle} included.` : `${shop.taxTitle} is added at checkout.`;
}

function variantField(shop: Shop, session: Session, product: Product, variant: Variant | undefined): Markup {
  if (product.variants.length === 1) return markup`<input type="hidden" name="id" value="${variant?.id}">`;
  return markup`<div class="field"><label for="variant">Choose</label><select id="variant" name="id">${product.variants.map(
    (it) =>
      markup`<option value="${it.id}"${it.id === variant?.id ? raw(" selected") : ""}>${it.title} – ${priceText(shop, session, it.priceMinor)}</option>`,
  )}</select></div>`;
}
