import type { Shop } from "../state/shop.ts";
import type { Order } from "../state/order.ts";

/** Where extensions are rendered in checkout and after it, under Shopify's own names for their targets. */
export type CheckoutTarget =
  | "purchase.checkout.block.render"
  | "purchase.checkout.reductions.render-after"
  | "purchase.thank-you.block.render"
  | "customer-account.order-status.block.render";

export interface PageContext {
  readonly shop: Shop;
  /** The Liquid template's name: index, collection, product, cart. */
  readonly template: "index" | "collection" | "product" | "cart";
  /** The cart's token, which is on the order as `cart_token`. */
  readonly cartToken: string;
  /** What Liquid sees of the cart. */
  readonly cart: { readonly attributes: ReadonlyMap<string, string>; readonly codes: readonly string[] };
  readonly productHandle?: string;
}

export interface CheckoutContext {
  readonly shop: Shop;
  readonly checkoutToken: string;
  readonly cartToken: string;
  readonly order: Order | null;
}

/** What extensions add to the pages. Each gives HTML, or nothing; whoever hosts extensions passes a set of these. */
export interface Slots {
  /** Theme app embeds with the target `head`. */
  head(context: PageContext): string;
  /** Theme app embeds with the target `body`, before `</body>`. */
  body(context: PageContext): string;
  /** Theme app blocks of a template's main section. */
  section(context: PageContext): string;
  checkout(target: CheckoutTarget, context: CheckoutContext): string;
}

export const NO_EXTENSIONS: Slots = { head: () => "", body: () => "", section: () => "", checkout: () => "" };
