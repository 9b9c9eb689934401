/** Whether a discount code holds for a cart, and why not. */
import { codeKey, findCode } from "../state/codes.ts";
import type { Customer } from "../state/catalog.ts";
import {
  discountClass,
  discountStatus,
  type Discount,
  type DiscountItems,
  type RedeemCode,
} from "../state/discount.ts";
import { decimalText } from "../state/money.ts";
import type { Shop } from "../state/shop.ts";
import type { CartItem } from "./cart-items.ts";

export type CodeVerdict =
  | { kind: "applies"; code: string; discount: Discount; redeemCode: RedeemCode; entitled: ReadonlySet<number> }
  | { kind: "refused"; code: string; message: string };

export interface CodeContext {
  readonly shop: Shop;
  readonly items: readonly CartItem[];
  readonly customer: Customer | null;
  readonly now: Date;
}

/**
 * Judges codes in the shopper's sequence. A code that does not combine with an earlier one
 * is refused, as is a second code of the same discount: one discount counts once an order.
 */
export function judgeCodes(context: CodeContext, codes: readonly string[]): CodeVerdict[] {
  const held: Discount[] = [];
  return codes.map((code) => {
    const verdict = judge(context, code.trim());
    if (verdict.kind === "refused") return verdict;
    const rival = held.find((other) => !combine(other, verdict.discount));
    if (rival) return refused(verdict.code, `can't be used together with ${rival.title}`);
    held.push(verdict.discount);
    return verdict;
  });
}

function judge(context: CodeContext, code: string): CodeVerdict {
  const found = findCode(context.shop, code);
  if (!found) return { kind: "refused", code, message: "Enter a valid discount code" };
  const { discount, redeemCode } = found;
  const entitled = entitledItems(discount.items, context.items);
  const reason =
    whyNotNow(context, discount) ??
    whyNotThisCart(context, discount, entitled) ??
    whyNotThisCustomer(context, discount);
  return reason ? refused(code, reason) : { kind: "applies", code, discount, redeemCode, entitled };
}

const refused = (code: string, reason: string): CodeVerdict => ({
  kind: "refused",
  code,
  message: `${code} ${reason}`,
});

const allows = (one: Discount, other: Discount): boolean =>
  discountClass(other) === "ORDER" ? one.combinesWith.order : one.combinesWith.product;

const combine = (a: Discount, b: Discount): boolean => a.id !== b.id && allows(a, b) && allows(b, a);

function whyNotNow({ now }: CodeContext, discount: Discount): string | null {
  const status = discountStatus(discount, now);
  if (status === "EXPIRED") return "is no longer valid";
  if (status === "SCHEDULED") return "isn't valid yet";
  const used = discount.usageLimit !== null && discount.usageCount >= discount.usageLimit;
  return used ? "has reached its usage limit" : null;
}

function whyNotThisCart(
  { shop, items }: CodeContext,
  { items: wanted, minimum }: Discount,
  entitled: ReadonlySet<number>,
): string | null {
  if (entitled.size === 0) return "doesn't apply to the items in your cart";
  const counted = items.filter((_, index) => wanted.kind === "all" || entitled.has(index));
  if (minimum.kind === "subtotal") {
    const subtotal = counted.reduce((total, item) => total + item.variant.priceMinor * BigInt(item.quantity), 0n);
    if (subtotal < minimum.minor)
      return `needs a purchase of at least ${decimalText(minimum.minor, shop.currency)} ${shop.currency}`;
  }
  if (minimum.kind === "quantity" && counted.reduce((total, item) => total + item.quantity, 0) < minimum.quantity) {
    return `needs at least ${minimum.quantity} items`;
  }
  return null;
}

function whyNotThisCustomer({ shop, customer }: CodeContext, discount: Discount): string | null {
  if (discount.context.kind === "customers" && !(customer && discount.context.customerIds.includes(customer.id))) {
    return "isn't available to this customer";
  }
  if (!discount.appliesOncePerCustomer || !customer) return null;
  const codes = new Set(discount.codes.map((it) => codeKey(it.code)));
  const used = [...shop.orders.values()].some(
    (order) => order.customerId === customer.id && order.codes.some((it) => codes.has(codeKey(it.code))),
  );
  return used ? "has already been used by this customer" : null;
}

/** Gift cards are never discounted. */
function entitledItems(wanted: DiscountItems, items: readonly CartItem[]): ReadonlySet<number> {
  const matches = ({ product, variant }: CartItem): boolean => {
    if (wanted.kind === "all") return true;
    if (wanted.kind === "collections") return product.collectionIds.some((id) => wanted.collectionIds.includes(id));
    return wanted.productIds.includes(product.id) || wanted.variantIds.includes(variant.id);
  };
  return new Set(items.flatMap((item, index) => (matches(item) && !item.product.giftCard ? [index] : [])));
}
