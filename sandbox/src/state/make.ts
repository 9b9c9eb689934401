/** Small constructors that fill in what a shop's resources always have. */
import type { Collection, Customer, Product } from "./catalog.ts";
import { addCode } from "./codes.ts";
import type { Discount } from "./discount.ts";
import type { Shop } from "./shop.ts";
import type { World } from "./world.ts";

export const handleOf = (title: string): string =>
  title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

export interface NewProduct {
  title: string;
  vendor: string;
  productType: string;
  tags?: string[];
  collectionIds?: number[];
  description?: string;
  giftCard?: boolean;
  variants: { title?: string; sku: string | null; priceMinor: bigint; compareAtMinor?: bigint }[];
}

export function addProduct(world: World, shop: Shop, input: NewProduct): Product {
  const now = world.now();
  const id = world.ids.next("Product");
  const handle = handleOf(input.title);
  const product: Product = {
    id,
    title: input.title,
    handle,
    descriptionHtml: `<p>${input.description ?? input.title}</p>`,
    vendor: input.vendor,
    productType: input.productType,
    tags: input.tags ?? [],
    status: "ACTIVE",
    giftCard: input.giftCard ?? false,
    collectionIds: input.collectionIds ?? [],
    image: {
      id: world.ids.next("MediaImage"),
      path: `/cdn/products/${handle}.svg`,
      alt: input.title,
      width: 800,
      height: 800,
    },
    variants: input.variants.map((variant, index) => ({
      id: world.ids.next("ProductVariant"),
      productId: id,
      title: variant.title ?? "Default Title",
      sku: variant.sku,
      priceMinor: variant.priceMinor,
      compareAtMinor: variant.compareAtMinor ?? null,
      taxable: !(input.giftCard ?? false),
      requiresShipping: !(input.giftCard ?? false),
      grams: input.giftCard ? 0 : 300,
      position: index + 1,
      createdAt: now,
      updatedAt: now,
    })),
    createdAt: now,
    updatedAt: now,
  };
  shop.products.set(id, product);
  return product;
}

export function addCollection(world: World, shop: Shop, title: string): Collection {
  const id = world.ids.next("Collection");
  const collection = {
    id,
    title,
    handle: handleOf(title),
    descriptionHtml: `<p>${title}</p>`,
    updatedAt: world.now(),
  };
  shop.collections.set(id, collection);
  return collection;
}

export type NewCustomer = Pick<Customer, "firstName" | "lastName"> &
  Partial<Pick<Customer, "email" | "phone" | "address" | "tags" | "locale">>;

export function addCustomer(world: World, shop: Shop, input: NewCustomer): Customer {
  const now = world.now();
  const customer: Customer = {
    email: null,
    phone: null,
    address: null,
    tags: [],
    locale: shop.locale,
    ...input,
    id: world.ids.next("Customer"),
    note: null,
    createdAt: now,
    updatedAt: now,
  };
  shop.customers.set(customer.id, customer);
  return customer;
}

export type NewDiscount = Pick<Discount, "title" | "value"> &
  Partial<Omit<Discount, "id" | "title" | "value" | "codes" | "usageCount" | "createdAt" | "updatedAt">>;

/** @throws Error when another discount of the shop has one of the codes */
export function addDiscount(world: World, shop: Shop, input: NewDiscount, codes: readonly string[]): Discount {
  const now = world.now();
  const discount: Discount = {
    startsAt: now,
    endsAt: null,
    items: { kind: "all" },
    minimum: { kind: "none" },
    context: { kind: "all" },
    appliesOncePerCustomer: false,
    usageLimit: null,
    combinesWith: { order: false, product: false, shipping: true },
    tags: [],
    createdByApp: null,
    ...input,
    id: world.ids.next("DiscountCodeNode"),
    usageCount: 0,
    codes: [],
    createdAt: now,
    updatedAt: now,
  };
  shop.discounts.set(discount.id, discount);
  for (const code of codes) {
    const added = addCode(shop, discount, {
      id: world.ids.next("DiscountRedeemCode"),
      code,
      usageCount: 0,
      createdAt: now,
    });
    if (!added) throw new Error(`The code ${code} is taken in ${shop.domain}; choose another`);
  }
  return discount;
}
