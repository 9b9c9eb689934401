import type { Product, Variant } from "../state/catalog.ts";
import type { PlaceOrderLine, Refused } from "../state/order-actions.ts";
import type { Shop } from "../state/shop.ts";

export interface CartItem {
  readonly product: Product;
  readonly variant: Variant;
  readonly quantity: number;
  readonly properties: readonly { name: string; value: string }[];
}

/** Shopify's own limit on the quantity of one line of a cart. */
const MAX_QUANTITY = 1_000_000;

export const refuse = (message: string, ...field: string[]): Refused => ({ kind: "refused", field, message });

export function findVariant(shop: Shop, variantId: number): { product: Product; variant: Variant } | null {
  for (const product of shop.products.values()) {
    const variant = product.variants.find((it) => it.id === variantId);
    if (variant) return { product, variant };
  }
  return null;
}

/** Looks up what is in a cart; a draft or archived product cannot be bought. */
export function cartItems(shop: Shop, lines: readonly PlaceOrderLine[]): { kind: "done"; value: CartItem[] } | Refused {
  const items: CartItem[] = [];
  for (const [index, line] of lines.entries()) {
    const found = findVariant(shop, line.variantId);
    if (!found || found.product.status !== "ACTIVE") {
      return refuse(`Variant ${line.variantId} is not for sale in ${shop.name}`, "lines", String(index), "variantId");
    }
    if (!isQuantity(line.quantity))
      return refuse(
        `${line.quantity} is not a quantity: use a whole number from 1`,
        "lines",
        String(index),
        "quantity",
      );
    items.push({ ...found, quantity: line.quantity, properties: line.properties ?? [] });
  }
  return { kind: "done", value: items };
}

export const isQuantity = (quantity: number): boolean =>
  Number.isInteger(quantity) && quantity > 0 && quantity <= MAX_QUANTITY;
