import { given } from "../given.ts";
import type { Collection, Product, ProductImage, Variant } from "../../state/catalog.ts";
import { gid } from "../../state/ids.ts";
import { decimalText } from "../../state/money.ts";
import type { Shop } from "../../state/shop.ts";
import { connection, type PageArgs, type SortKey } from "../connection.ts";
import type { Context, View } from "../context.ts";
import { byInstant, byNumber, byText, search, type Test } from "../search-query.ts";
import { metafieldFields } from "./metafield.ts";
import { moneyV2 } from "./money.ts";
import { findNodesOf } from "./node.ts";

export type ListArgs = PageArgs & { query?: string | null; sortKey?: string | null };

const plain = (html: string): string => html.replace(/<[^>]+>/g, "");
const truncated = (text: string, at: number | null | undefined): string =>
  !given(at) || text.length <= at ? text : `${text.slice(0, Math.max(0, at - 3))}...`;

const imageView = (shop: Shop, image: ProductImage): View => ({
  __typename: "Image",
  id: gid("ImageSource", image.id),
  url: `${shop.primaryUrl}${image.path}`,
  src: `${shop.primaryUrl}${image.path}`,
  originalSrc: `${shop.primaryUrl}${image.path}`,
  altText: image.alt,
  width: image.width,
  height: image.height,
});

const mediaView = (shop: Shop, image: ProductImage): View => ({
  __typename: "MediaImage",
  id: gid("MediaImage", image.id),
  alt: image.alt,
  mediaContentType: "IMAGE",
  status: "READY",
  mediaErrors: [],
  mediaWarnings: [],
  image: imageView(shop, image),
  preview: { __typename: "MediaPreviewImage", status: "READY", image: imageView(shop, image) },
});

const imageOf = (shop: Shop, product: Product): View | null => (product.image ? imageView(shop, product.image) : null);

export function productView(shop: Shop, product: Product): View {
  const id = gid("Product", product.id);
  const prices = product.variants.map((variant) => variant.priceMinor);
  const price = (compare: (a: bigint, b: bigint) => boolean): View =>
    moneyV2(
      prices.reduce((best, p) => (compare(p, best) ? p : best), prices[0] ?? 0n),
      shop.currency,
    );
  const url = `${shop.primaryUrl}/products/${product.handle}`;
  const active = product.status === "ACTIVE";
  return {
    __typename: "Product",
    id,
    legacyResourceId: String(product.id),
    title: product.title,
    handle: product.handle,
    description: (args: { truncateAt?: number | null }) => truncated(plain(product.descriptionHtml), args.truncateAt),
    descriptionHtml: product.descriptionHtml,
    vendor: product.vendor,
    productType: product.productType,
    tags: product.tags,
    status: product.status,
    isGiftCard: product.giftCard,
    onlineStoreUrl: active ? url : null,
    onlineStorePreviewUrl: url,
    publishedAt: active ? product.createdAt : null,
    featuredMedia: product.image ? mediaView(shop, product.image) : null,
    featuredImage: imageOf(shop, product),
    media: (args: PageArgs) =>
      connection(
        "Media",
        product.image ? [product.image] : [],
        args,
        (i) => [i.id, i.id],
        (i) => mediaView(shop, i),
      ),
    priceRangeV2: {
      __typename: "ProductPriceRangeV2",
      minVariantPrice: () => price((a, b) => a < b),
      maxVariantPrice: () => price((a, b) => a > b),
    },
    hasOnlyDefaultVariant: product.variants.length === 1,
    variantsCount: { __typename: "Count", count: product.variants.length, precision: "EXACT" },
    variants: (args: PageArgs) =>
      connection(
        "ProductVariant",
        product.variants,
        args,
        (v) => [v.position, v.id],
        (v) => variantView(shop, product, v),
      ),
    collections: (args: ListArgs) => collectionsPage(shop, collectionsOf(shop, product), args),
    inCollection: (args: { id: string }) => product.collectionIds.some((c) => gid("Collection", c) === args.id),
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
    ...metafieldFields(id),
  };
}

const collectionsOf = (shop: Shop, product: Product): Collection[] =>
  product.collectionIds.flatMap((id) => shop.collections.get(id) ?? []);

export function variantView(shop: Shop, product: Product, variant: Variant): View {
  const id = gid("ProductVariant", variant.id);
  const only = variant.title === "Default Title";
  return {
    __typename: "ProductVariant",
    id,
    legacyResourceId: String(variant.id),
    title: variant.title,
    displayName: only ? product.title : `${product.title} - ${variant.title}`,
    sku: variant.sku,
    barcode: null,
    price: decimalText(variant.priceMinor, shop.currency),
    compareAtPrice: variant.compareAtMinor === null ? null : decimalText(variant.compareAtMinor, shop.currency),
    taxable: variant.taxable,
    position: variant.position,
    availableForSale: product.status === "ACTIVE",
    inventoryQuantity: 100,
    selectedOptions: [{ __typename: "SelectedOption", name: only ? "Title" : "Option", value: variant.title }],
    image: imageOf(shop, product),
    product: () => productView(shop, product),
    createdAt: variant.createdAt,
    updatedAt: variant.updatedAt,
    ...metafieldFields(id),
  };
}

export function collectionView(shop: Shop, collection: Collection): View {
  const id = gid("Collection", collection.id);
  const products = (): Product[] => [...shop.products.values()].filter((p) => p.collectionIds.includes(collection.id));
  return {
    __typename: "Collection",
    id,
    legacyResourceId: String(collection.id),
    title: collection.title,
    handle: collection.handle,
    description: (args: { truncateAt?: number | null }) =>
      truncated(plain(collection.descriptionHtml), args.truncateAt),
    descriptionHtml: collection.descriptionHtml,
    image: null,
    updatedAt: collection.updatedAt,
    productsCount: () => ({ __typename: "Count", count: products().length, precision: "EXACT" }),
    products: (args: PageArgs) =>
      connection(
        "Product",
        products(),
        args,
        (p) => [p.id, p.id],
        (p) => productView(shop, p),
      ),
    hasProduct: (args: { id: string }) => products().some((p) => gid("Product", p.id) === args.id),
    ...metafieldFields(id),
  };
}

export interface VariantOf {
  product: Product;
  variant: Variant;
}

export const allVariants = (shop: Shop): VariantOf[] =>
  [...shop.products.values()].flatMap((product) => product.variants.map((variant) => ({ product, variant })));

const productTests: Record<string, Test<Product>> = {
  default: (product, term) => product.title.toLowerCase().includes(term.value.toLowerCase().replace(/\*$/, "")),
  id: byNumber((p) => p.id),
  title: (product, term) => product.title.toLowerCase().includes(term.value.toLowerCase().replace(/^\*|\*$/g, "")),
  handle: byText((p) => p.handle),
  vendor: byText((p) => p.vendor),
  product_type: byText((p) => p.productType),
  tag: byText((p) => p.tags),
  status: byText((p) => p.status),
  sku: byText((p) => p.variants.flatMap((v) => v.sku ?? [])),
  updated_at: byInstant((p) => p.updatedAt),
  created_at: byInstant((p) => p.createdAt),
};

const productKeys: Record<string, (p: Product) => SortKey> = {
  ID: (p) => [p.id, p.id],
  RELEVANCE: (p) => [p.id, p.id],
  TITLE: (p) => [p.title.toLowerCase(), p.id],
  VENDOR: (p) => [p.vendor.toLowerCase(), p.id],
  PRODUCT_TYPE: (p) => [p.productType.toLowerCase(), p.id],
  UPDATED_AT: (p) => [p.updatedAt.getTime(), p.id],
  CREATED_AT: (p) => [p.createdAt.getTime(), p.id],
};

const byId = (p: { id: number }): SortKey => [p.id, p.id];

export function productsPage(shop: Shop, args: ListArgs): View {
  const found = search("products", [...shop.products.values()], args.query, productTests);
  return connection("Product", found, args, productKeys[args.sortKey ?? "ID"] ?? byId, (p) => productView(shop, p));
}

export function variantsPage(shop: Shop, args: ListArgs): View {
  const found = search("productVariants", allVariants(shop), args.query, {
    id: byNumber(({ variant }) => variant.id),
    sku: byText(({ variant }) => variant.sku),
    title: byText(({ variant }) => variant.title),
    product_id: byNumber(({ product }) => product.id),
    updated_at: byInstant(({ variant }) => variant.updatedAt),
  });
  return connection(
    "ProductVariant",
    found,
    args,
    ({ variant }) => byId(variant),
    ({ product, variant }) => variantView(shop, product, variant),
  );
}

export function collectionsPage(shop: Shop, all: readonly Collection[], args: ListArgs): View {
  const found = search("collections", all, args.query, {
    default: (c, term) => c.title.toLowerCase().includes(term.value.toLowerCase().replace(/\*$/, "")),
    id: byNumber((c) => c.id),
    title: byText((c) => c.title),
    handle: byText((c) => c.handle),
  });
  const key = args.sortKey === "TITLE" ? (c: Collection): SortKey => [c.title.toLowerCase(), c.id] : byId;
  return connection("Collection", found, args, key, (c) => collectionView(shop, c));
}

export function findVariant({ shop }: Pick<Context, "shop">, id: number): View | null {
  const found = allVariants(shop).find(({ variant }) => variant.id === id);
  return found ? variantView(shop, found.product, found.variant) : null;
}

findNodesOf("Product", ({ shop }, id) => {
  const product = shop.products.get(id);
  return product ? productView(shop, product) : null;
});
findNodesOf("ProductVariant", findVariant);
findNodesOf("Collection", ({ shop }, id) => {
  const collection = shop.collections.get(id);
  return collection ? collectionView(shop, collection) : null;
});
