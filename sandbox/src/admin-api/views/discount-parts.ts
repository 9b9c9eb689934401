/** The parts of a discount: what it takes off, from what, for whom, from when on. */
import type { Discount } from "../../state/discount.ts";
import { gid } from "../../state/ids.ts";
import { decimalText } from "../../state/money.ts";
import type { Shop } from "../../state/shop.ts";
import { connection, type PageArgs } from "../connection.ts";
import type { Context, View } from "../context.ts";
import { moneyV2 } from "./money.ts";
import { nodeView } from "./node.ts";
import { allVariants, collectionView, productView, variantView } from "./product.ts";

/** 1000 basis points are 0.1: the API writes a percentage as a fraction. */
export const fractionOf = (bps: number): number => bps / 10_000;

export const valueView = (shop: Shop, { value }: Discount): View =>
  value.kind === "percentage"
    ? { __typename: "DiscountPercentage", percentage: fractionOf(value.bps) }
    : {
        __typename: "DiscountAmount",
        amount: moneyV2(value.minor, shop.currency),
        appliesOnEachItem: value.onEachItem,
      };

export function itemsView(shop: Shop, { items }: Discount): View {
  if (items.kind === "all") return { __typename: "AllDiscountItems", allItems: true };
  if (items.kind === "collections") {
    const chosen = items.collectionIds.flatMap((id) => shop.collections.get(id) ?? []);
    return {
      __typename: "DiscountCollections",
      collections: (args: PageArgs) =>
        connection(
          "Collection",
          chosen,
          args,
          (c) => [c.id, c.id],
          (c) => collectionView(shop, c),
        ),
    };
  }
  const products = items.productIds.flatMap((id) => shop.products.get(id) ?? []);
  const variants = allVariants(shop).filter(({ variant }) => items.variantIds.includes(variant.id));
  return {
    __typename: "DiscountProducts",
    products: (args: PageArgs) =>
      connection(
        "Product",
        products,
        args,
        (p) => [p.id, p.id],
        (p) => productView(shop, p),
      ),
    productVariants: (args: PageArgs) =>
      connection(
        "ProductVariant",
        variants,
        args,
        (v) => [v.variant.id, v.variant.id],
        (v) => variantView(shop, v.product, v.variant),
      ),
  };
}

export function contextView(_shop: Shop, discount: Discount): View {
  const { context } = discount;
  if (context.kind === "all") return { __typename: "DiscountBuyerSelectionAll", all: "ALL" };
  return {
    __typename: "DiscountCustomers",
    customers: (_: never, api: Context) =>
      context.customerIds.flatMap((id) => nodeView(api, gid("Customer", id)) ?? []),
  };
}

export function minimumView(shop: Shop, { minimum }: Discount): View | null {
  switch (minimum.kind) {
    case "none":
      return null;
    case "subtotal":
      return {
        __typename: "DiscountMinimumSubtotal",
        greaterThanOrEqualToSubtotal: moneyV2(minimum.minor, shop.currency),
      };
    case "quantity":
      return { __typename: "DiscountMinimumQuantity", greaterThanOrEqualToQuantity: String(minimum.quantity) };
  }
}

export function summaryOf(shop: Shop, discount: Discount): string {
  const { value, items, minimum } = discount;
  const off =
    value.kind === "percentage"
      ? `${value.bps / 100}% off`
      : `${decimalText(value.minor, shop.currency)} ${shop.currency} off`;
  const what = items.kind === "all" ? "entire order" : items.kind === "products" ? "selected products" : "collections";
  const least =
    minimum.kind === "none"
      ? ""
      : minimum.kind === "subtotal"
        ? ` • Minimum purchase of ${decimalText(minimum.minor, shop.currency)} ${shop.currency}`
        : ` • Minimum quantity of ${minimum.quantity}`;
  return `${off} ${what}${least}`;
}
