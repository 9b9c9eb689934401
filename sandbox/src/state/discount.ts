/** A redeem code of a discount: what a shopper types. Unique in the shop, whatever the case. */
export interface RedeemCode {
  id: number;
  code: string;
  usageCount: number;
  createdAt: Date;
}

export type DiscountValue =
  | { kind: "percentage"; bps: number }
  /** Minor units of the shop's currency; spread over the items unless on each of them. */
  | { kind: "amount"; minor: bigint; onEachItem: boolean };

export type DiscountItems =
  | { kind: "all" }
  | { kind: "products"; productIds: number[]; variantIds: number[] }
  | { kind: "collections"; collectionIds: number[] };

export type DiscountMinimum =
  { kind: "none" } | { kind: "subtotal"; minor: bigint } | { kind: "quantity"; quantity: number };

export type DiscountContext = { kind: "all" } | { kind: "customers"; customerIds: number[] };

/** A code discount ("basic": money off an order or products). One discount has any number of codes. */
export interface Discount {
  id: number;
  title: string;
  startsAt: Date;
  endsAt: Date | null;
  value: DiscountValue;
  items: DiscountItems;
  minimum: DiscountMinimum;
  context: DiscountContext;
  appliesOncePerCustomer: boolean;
  /** Uses over all codes; null is no limit. */
  usageLimit: number | null;
  usageCount: number;
  combinesWith: { order: boolean; product: boolean; shipping: boolean };
  codes: RedeemCode[];
  tags: string[];
  /** The API key of the app that made it; null when made in the admin. */
  createdByApp: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export type DiscountStatus = "ACTIVE" | "EXPIRED" | "SCHEDULED";

/** Deactivating sets the end to now, activating takes it away: as at Shopify, the dates are the status. */
export function discountStatus(discount: Discount, now: Date): DiscountStatus {
  if (discount.endsAt && discount.endsAt <= now) return "EXPIRED";
  return discount.startsAt > now ? "SCHEDULED" : "ACTIVE";
}

/** Shopify tells order discounts (the whole cart) from product discounts (some items) by what they apply to. */
export function discountClass(discount: Discount): "ORDER" | "PRODUCT" {
  const onEach = discount.value.kind === "amount" && discount.value.onEachItem;
  return discount.items.kind === "all" && !onEach ? "ORDER" : "PRODUCT";
}

/** A running or finished `discountRedeemCodeBulkAdd`; the codes are added when its time has come. */
export interface RedeemCodeBulkCreation {
  id: number;
  discountId: number;
  createdAt: Date;
  readyAt: Date;
  done: boolean;
  rows: { code: string; redeemCodeId: number | null; errors: { message: string; code: string }[] }[];
}
