import { given } from "../given.ts";
import type { Discount, DiscountContext, DiscountItems, DiscountMinimum, DiscountValue } from "../../state/discount.ts";
import { idOf } from "../../state/ids.ts";
import { parseDecimal } from "../../state/money.ts";
import type { Shop } from "../../state/shop.ts";
import { allVariants } from "../views/product.ts";
import { notImplemented } from "../errors.ts";
import { wrong, type UserError } from "./payload.ts";

/** `DiscountCodeBasicInput`, after the schema's checks. */
export interface BasicInput {
  title?: string | null;
  code?: string | null;
  startsAt?: Date | null;
  endsAt?: Date | null;
  usageLimit?: number | null;
  appliesOncePerCustomer?: boolean | null;
  tags?: string[] | null;
  recurringCycleLimit?: number | null;
  combinesWith?: {
    orderDiscounts?: boolean | null;
    productDiscounts?: boolean | null;
    shippingDiscounts?: boolean | null;
    productDiscountsWithTagsOnSameCartLine?: unknown;
  } | null;
  context?: { all?: string | null; customers?: { add?: string[] | null } | null; [other: string]: unknown } | null;
  customerSelection?: { all?: boolean | null; customers?: { add?: string[] | null } | null } | null;
  minimumRequirement?: {
    quantity?: { greaterThanOrEqualToQuantity?: string | null } | null;
    subtotal?: { greaterThanOrEqualToSubtotal?: string | null } | null;
  } | null;
  customerGets?: {
    value?: {
      percentage?: number | null;
      discountAmount?: { amount?: string | null; appliesOnEachItem?: boolean | null } | null;
      discountOnQuantity?: unknown;
    } | null;
    items?: {
      all?: boolean | null;
      products?: { productsToAdd?: string[] | null; productVariantsToAdd?: string[] | null } | null;
      collections?: { add?: string[] | null } | null;
    } | null;
  } | null;
}

const ROOT = "basicCodeDiscount";

/** A part of the input: read, absent, or wrong. */
type Part<T> = { value: T } | { errors: UserError[] } | null;

function valueOf(shop: Shop, input: BasicInput): Part<DiscountValue> {
  const value = input.customerGets?.value;
  if (!value) return null;
  if (value.discountOnQuantity) throw notImplemented("customerGets.value.discountOnQuantity");
  if (given(value.percentage)) {
    if (value.percentage > 0 && value.percentage <= 1)
      return { value: { kind: "percentage", bps: Math.round(value.percentage * 10_000) } };
    const field = [ROOT, "customerGets", "value", "percentage"];
    return { errors: [wrong(field, "Value must be between 0.0 and 1.0", "VALUE_OUTSIDE_RANGE")] };
  }
  if (!value.discountAmount?.amount) return null;
  const minor = parseDecimal(value.discountAmount.amount, shop.currency);
  if (minor > 0n)
    return { value: { kind: "amount", minor, onEachItem: value.discountAmount.appliesOnEachItem ?? false } };
  const field = [ROOT, "customerGets", "value", "discountAmount", "amount"];
  return { errors: [wrong(field, "Discount amount must be greater than 0", "GREATER_THAN")] };
}

function itemsOf(shop: Shop, input: BasicInput): Part<DiscountItems> {
  const items = input.customerGets?.items;
  if (!items) return null;
  if (items.all) return { value: { kind: "all" } };
  const field = [ROOT, "customerGets", "items"];
  const missing = (what: string, gid: string): UserError =>
    wrong(field, `${what} with id: ${gid} is invalid`, "INVALID");
  if (items.collections?.add?.length) {
    const found = items.collections.add.map((gid) => ({ gid, id: idOf(gid, "Collection") }));
    const unknown = found.filter(({ id }) => id === null || !shop.collections.has(id));
    if (unknown.length > 0) return { errors: unknown.map(({ gid }) => missing("Collection", gid)) };
    return { value: { kind: "collections", collectionIds: found.flatMap(({ id }) => id ?? []) } };
  }
  const products = (items.products?.productsToAdd ?? []).map((gid) => ({ gid, id: idOf(gid, "Product") }));
  const variants = (items.products?.productVariantsToAdd ?? []).map((gid) => ({
    gid,
    id: idOf(gid, "ProductVariant"),
  }));
  const known = new Set(allVariants(shop).map(({ variant }) => variant.id));
  const errors = [
    ...products.filter(({ id }) => id === null || !shop.products.has(id)).map(({ gid }) => missing("Product", gid)),
    ...variants.filter(({ id }) => id === null || !known.has(id)).map(({ gid }) => missing("Product variant", gid)),
  ];
  if (errors.length > 0) return { errors };
  if (products.length + variants.length === 0)
    return { errors: [wrong(field, "A discount cannot have nothing that it applies to", "APPLIES_ON_NOTHING")] };
  return {
    value: {
      kind: "products",
      productIds: products.flatMap(({ id }) => id ?? []),
      variantIds: variants.flatMap(({ id }) => id ?? []),
    },
  };
}

function minimumOf(shop: Shop, input: BasicInput): Part<DiscountMinimum> {
  const minimum = input.minimumRequirement;
  if (minimum === undefined) return null;
  const quantity = minimum?.quantity?.greaterThanOrEqualToQuantity ?? null;
  const subtotal = minimum?.subtotal?.greaterThanOrEqualToSubtotal ?? null;
  if (quantity !== null && subtotal !== null) {
    const message = "Minimum subtotal and minimum quantity can't both be present";
    return {
      errors: [wrong([ROOT, "minimumRequirement"], message, "MINIMUM_SUBTOTAL_AND_QUANTITY_RANGE_BOTH_PRESENT")],
    };
  }
  if (quantity !== null) return { value: { kind: "quantity", quantity: Number(quantity) } };
  if (subtotal !== null) return { value: { kind: "subtotal", minor: parseDecimal(subtotal, shop.currency) } };
  return { value: { kind: "none" } };
}

function contextOf(input: BasicInput): Part<DiscountContext> {
  const { context, customerSelection } = input;
  const chosen = context ?? customerSelection;
  if (!chosen) return null;
  if (context && (context["customerSegments"] || context["markets"]))
    throw notImplemented("a discount's context of segments or markets");
  const added = chosen.customers?.add;
  if (!added) return { value: { kind: "all" } };
  return { value: { kind: "customers", customerIds: added.flatMap((gid) => idOf(gid, "Customer") ?? []) } };
}

export type Patch = Partial<
  Pick<
    Discount,
    | "title"
    | "startsAt"
    | "endsAt"
    | "value"
    | "items"
    | "minimum"
    | "context"
    | "usageLimit"
    | "appliesOncePerCustomer"
    | "combinesWith"
    | "tags"
  >
>;

/** What an input says, and only that: what it leaves out stays out, what is wrong is told with its path. */
export function readBasicInput(shop: Shop, input: BasicInput): { patch: Patch; errors: UserError[] } {
  if (given(input.recurringCycleLimit)) throw notImplemented("recurringCycleLimit of a discount");
  if (input.combinesWith?.productDiscountsWithTagsOnSameCartLine)
    throw notImplemented("productDiscountsWithTagsOnSameCartLine of a discount");
  const parts = {
    value: valueOf(shop, input),
    items: itemsOf(shop, input),
    minimum: minimumOf(shop, input),
    context: contextOf(input),
  };
  const errors = Object.values(parts).flatMap((part) => (part && "errors" in part ? part.errors : []));
  const read = Object.fromEntries(
    Object.entries(parts).flatMap(([name, part]) => (part && "value" in part ? [[name, part.value] as const] : [])),
  ) as Pick<Patch, "value" | "items" | "minimum" | "context">;
  const { combinesWith } = input;
  const patch: Patch = {
    ...read,
    ...(given(input.title) && { title: input.title }),
    ...(given(input.startsAt) && { startsAt: input.startsAt }),
    ...(input.endsAt !== undefined && { endsAt: input.endsAt }),
    ...(input.usageLimit !== undefined && { usageLimit: input.usageLimit }),
    ...(given(input.appliesOncePerCustomer) && { appliesOncePerCustomer: input.appliesOncePerCustomer }),
    ...(given(input.tags) && { tags: input.tags }),
    ...(combinesWith && {
      combinesWith: {
        order: combinesWith.orderDiscounts ?? false,
        product: combinesWith.productDiscounts ?? false,
        shipping: combinesWith.shippingDiscounts ?? false,
      },
    }),
  };
  return { patch, errors: [...errors, ...datesWrong(patch)] };
}

function datesWrong({ startsAt, endsAt }: Patch): UserError[] {
  if (!startsAt || !endsAt || startsAt < endsAt) return [];
  return [wrong([ROOT, "endsAt"], "Ends at needs to be after starts_at", "END_DATE_BEFORE_START_DATE")];
}
