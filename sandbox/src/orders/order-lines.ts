import { discountClass } from "../state/discount.ts";
import { decimalText, plus, type Amount } from "../state/money.ts";
import type { DiscountApplication, Order, OrderLine, ShippingLine } from "../state/order.ts";
import type { World } from "../state/world.ts";
import type { CartItem } from "./cart-items.ts";
import type { Allocation, PricedLine, TaxLine } from "./pricing/types.ts";
import type { AppliedCode, Quote } from "./quote.ts";
import { GATEWAY } from "./transactions.ts";

export function linesOf(world: World, quote: Quote): OrderLine[] {
  const goods = quote.items.flatMap((item, index) => {
    const priced = quote.priced.lines[index];
    return priced ? [goodsLine(world, item, priced)] : [];
  });
  return quote.priced.tip.shop > 0n ? [...goods, tipLine(world, quote.priced.tip)] : goods;
}

export function goodsLine(world: World, item: CartItem, priced: PricedLine<Amount>): OrderLine {
  const { product, variant, quantity, properties } = item;
  return {
    id: world.ids.next("LineItem"),
    productId: product.id,
    variantId: variant.id,
    title: product.title,
    variantTitle: variant.title === "Default Title" ? null : variant.title,
    sku: variant.sku,
    vendor: product.vendor,
    price: priced.unitPrice,
    quantity,
    currentQuantity: quantity,
    allocations: priced.allocations.map(copyAllocation),
    taxLines: priced.taxLines.map(copyTax),
    giftCard: product.giftCard,
    taxable: variant.taxable && !product.giftCard,
    requiresShipping: variant.requiresShipping,
    grams: variant.grams,
    properties: [...properties],
  };
}

/** A tip is a line of its own, told from others by its gateway keys. */
export function tipLine(world: World, amount: Amount): OrderLine {
  return {
    id: world.ids.next("LineItem"),
    productId: null,
    variantId: null,
    title: "Tip",
    variantTitle: null,
    sku: null,
    vendor: null,
    price: amount,
    quantity: 1,
    currentQuantity: 1,
    allocations: [],
    taxLines: [],
    giftCard: false,
    tip: { paymentGateway: GATEWAY, paymentMethod: "Bogus" },
    taxable: false,
    requiresShipping: false,
    grams: 0,
    properties: [],
  };
}

export function shippingLinesOf(world: World, { priced }: Quote): ShippingLine[] {
  if (!priced.shipping) return [];
  const { title, price, allocations, taxLines } = priced.shipping;
  return [
    {
      id: world.ids.next("ShippingLine"),
      title,
      code: title,
      price,
      allocations: allocations.map(copyAllocation),
      taxLines: taxLines.map(copyTax),
    },
  ];
}

export function codesOf(quote: Quote): Order["codes"] {
  return quote.applied.map(({ code, discount }, index) => ({
    code,
    type: discount.value.kind === "percentage" ? "percentage" : "fixed_amount",
    amount: takenBy(quote, index),
  }));
}

export function applicationsOf(quote: Quote): DiscountApplication[] {
  return quote.applied.map(({ code, discount }) => {
    const onItems = discountClass(discount) === "PRODUCT";
    return {
      type: "discount_code",
      code,
      title: code,
      description: null,
      ...valueOf(discount, quote.currencies.shop),
      allocationMethod: discount.value.kind === "amount" && discount.value.onEachItem ? "each" : "across",
      targetSelection: onItems ? "entitled" : "all",
      targetType: "line_item",
    };
  });
}

function valueOf(
  { value }: AppliedCode["discount"],
  currency: string,
): Pick<DiscountApplication, "value" | "valueType"> {
  if (value.kind === "amount")
    return { valueType: "fixed_amount", value: oneDecimal(decimalText(value.minor, currency)) };
  return { valueType: "percentage", value: oneDecimal(decimalText(BigInt(value.bps), "USD")) };
}

/** Shopify writes "10.0" and "12.5" here, not "10.00". */
const oneDecimal = (text: string): string => (text.includes(".") ? text.replace(/(\.\d)0$/, "$1") : `${text}.0`);

function takenBy({ priced }: Quote, application: number): Amount {
  const all = [...priced.lines.flatMap((line) => line.allocations), ...(priced.shipping?.allocations ?? [])];
  return plus(...all.filter((it) => it.application === application).map((it) => it.amount));
}

const copyAllocation = (it: Allocation<Amount>) => ({ application: it.application, amount: it.amount });
const copyTax = (it: TaxLine<Amount>) => ({ title: it.title, rateBps: it.rateBps, amount: it.amount });
