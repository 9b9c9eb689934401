/** The cart as `/cart.js` gives it to themes: amounts are minor units of the shopper's currency. */
import type { Quote } from "../orders/quote.ts";
import type { Session } from "./session.ts";

const cents = (minor: bigint): number => Number(minor);

export function cartJson(session: Session, quoted: Quote) {
  const items = quoted.items.map((_, index) => itemJson(session, quoted, index));
  return {
    token: session.cart.token,
    note: session.cart.note,
    attributes: Object.fromEntries(session.cart.attributes),
    original_total_price: cents(quoted.priced.lineItemsTotal.presentment),
    total_price: cents(quoted.priced.subtotal.presentment),
    total_discount: cents(quoted.priced.lineItemsTotal.presentment - quoted.priced.subtotal.presentment),
    total_weight: quoted.items.reduce((grams, item) => grams + item.variant.grams * item.quantity, 0),
    item_count: quoted.items.reduce((units, item) => units + item.quantity, 0),
    items,
    requires_shipping: quoted.items.some((item) => item.variant.requiresShipping),
    currency: quoted.currencies.presentment,
    items_subtotal_price: cents(quoted.priced.subtotal.presentment),
    cart_level_discount_applications: quoted.applied.map(({ code, discount }) => ({
      type: "discount_code",
      key: code,
      title: code,
      description: null,
      value: discount.value.kind === "percentage" ? String(discount.value.bps / 100) : String(discount.value.minor),
      value_type: discount.value.kind === "percentage" ? "percentage" : "fixed_amount",
      target_selection: discount.items.kind === "all" ? "all" : "entitled",
      target_type: "line_item",
      allocation_method: "across",
    })),
    discount_codes: quoted.verdicts.map((verdict) => ({ code: verdict.code, applicable: verdict.kind === "applies" })),
  };
}

export function itemJson(session: Session, quoted: Quote, index: number) {
  const item = quoted.items[index];
  const priced = quoted.priced.lines[index];
  if (!item || !priced) throw new Error(`The cart has no line ${index}`);
  const { product, variant, quantity, properties } = item;
  const discount = priced.allocations.reduce((sum, it) => sum + it.amount.presentment, 0n);
  const price = priced.unitPrice.presentment;
  const variantTitle = variant.title === "Default Title" ? null : variant.title;
  return {
    id: variant.id,
    properties: Object.fromEntries(properties.map(({ name, value }) => [name, value])),
    quantity,
    variant_id: variant.id,
    key: session.cart.lines[index]?.key ?? String(variant.id),
    title: variantTitle ? `${product.title} - ${variantTitle}` : product.title,
    price: cents(price),
    original_price: cents(price),
    line_price: cents(price * BigInt(quantity)),
    original_line_price: cents(price * BigInt(quantity)),
    total_discount: cents(discount),
    final_line_price: cents(price * BigInt(quantity) - discount),
    sku: variant.sku,
    grams: variant.grams,
    vendor: product.vendor,
    taxable: variant.taxable,
    product_id: product.id,
    gift_card: product.giftCard,
    url: `/products/${product.handle}?variant=${variant.id}`,
    image: `/cdn/products/${product.handle}.svg`,
    handle: product.handle,
    requires_shipping: variant.requiresShipping,
    product_type: product.productType,
    product_title: product.title,
    variant_title: variantTitle,
  };
}
