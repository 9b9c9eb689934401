import type { Product } from "../../state/catalog.ts";
import { gid } from "../../state/ids.ts";
import { decimalText } from "../../state/money.ts";
import type { Shop } from "../../state/shop.ts";

/** What the resource picker offers, in the shape that it gives to the app. */
export function resources(shop: Shop, type: string): object[] {
  const products = [...shop.products.values()];
  if (type === "collection") {
    return [...shop.collections.values()].map((it) => ({
      id: gid("Collection", it.id),
      title: it.title,
      handle: it.handle,
      descriptionHtml: it.descriptionHtml,
      updatedAt: it.updatedAt.toISOString(),
    }));
  }
  if (type === "variant") return products.flatMap((product) => variants(shop, product));
  return products.map((it) => ({
    id: gid("Product", it.id),
    title: it.title,
    handle: it.handle,
    vendor: it.vendor,
    productType: it.productType,
    tags: it.tags,
    status: it.status,
    descriptionHtml: it.descriptionHtml,
    hasOnlyDefaultVariant: it.variants.length === 1,
    totalVariants: it.variants.length,
    images: it.image
      ? [
          {
            id: gid("ProductImage", it.image.id),
            altText: it.image.alt,
            originalSrc: `${shop.primaryUrl}${it.image.path}`,
          },
        ]
      : [],
    createdAt: it.createdAt.toISOString(),
    updatedAt: it.updatedAt.toISOString(),
    variants: variants(shop, it),
  }));
}

const variants = (shop: Shop, product: Product): object[] =>
  product.variants.map((it) => ({
    id: gid("ProductVariant", it.id),
    title: it.title,
    displayName: it.title === "Default Title" ? product.title : `${product.title} - ${it.title}`,
    sku: it.sku,
    price: decimalText(it.priceMinor, shop.currency),
    position: it.position,
    taxable: it.taxable,
    product: { id: gid("Product", product.id), title: product.title },
  }));
