import type { OrderLine } from "../order/order.ts";
import type { MatchKey } from "./rule.ts";

/** What a rule may recognise a line by: the values that each key has for it (a product is in several collections). */
export type LineTraits = Readonly<Record<MatchKey, readonly string[]>>;

/** What the Admin API knows of a product and an order's body does not. */
export interface ProductFacts {
  readonly productType: string | null;
  readonly tags: readonly string[];
  readonly collectionIds: readonly string[];
}

const present = (value: string | null): readonly string[] => (value === null ? [] : [value]);

export function traitsOf(line: OrderLine, product: ProductFacts | undefined): LineTraits {
  return {
    variant: present(line.variantId),
    product: present(line.productId),
    sku: present(line.sku),
    vendor: present(line.vendor),
    productType: present(product?.productType ?? null),
    tag: product?.tags ?? [],
    collection: product?.collectionIds ?? [],
  };
}
