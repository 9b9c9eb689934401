import { minus, plus } from "../state/money.ts";
import type { Order, OrderEdit, OrderLine, Refund } from "../state/order.ts";
import type { EditPlan, OrderActions, Refused } from "../state/order-actions.ts";
import type { Shop } from "../state/shop.ts";
import { lineNet, shareOf, taxOf } from "../state/totals.ts";
import type { World } from "../state/world.ts";
import { cartItems, isQuantity, refuse } from "./cart-items.ts";
import { outstandingMinor } from "./change-order.ts";
import { goodsLine } from "./order-lines.ts";
import { priceInBoth } from "./pricing/price-in-both.ts";
import { taxesOf } from "./quote.ts";
import { currenciesOfOrder, paidMinor } from "./transactions.ts";

/**
 * Commits an edit: new quantities, added variants and custom lines; emits `orders/edited`, then `orders/updated`.
 *
 * Units taken off with restock leave a refund record without money; without restock only
 * `current_quantity` tells. Both are seen at Shopify. Added goods get no discount.
 */
export const commitEdit: OrderActions["commitEdit"] = (world, shop, order, plan) => {
  const refusal = checkPlan(shop, order, plan);
  if (refusal) return refusal;
  const edit: OrderEdit = {
    id: world.ids.next("OrderEdit"),
    committedAt: world.now(),
    staffNote: plan.staffNote,
    additions: [],
    removals: [],
  };
  const removed = plan.quantities.flatMap((wanted) => changeQuantity(order, edit, wanted));
  if (removed.length > 0) order.refunds.push(restockRecord(world, removed));
  for (const line of newLines(world, shop, order, plan)) {
    order.lines.push(line);
    edit.additions.push({ lineId: line.id, delta: line.quantity });
  }
  order.edits.push(edit);
  if (order.financialStatus === "paid" && outstandingMinor(order) > 0n)
    order.financialStatus = paidMinor(order) > 0n ? "partially_paid" : "pending";
  order.updatedAt = world.now();
  world.emit(shop, { topic: "orders/edited", order, edit });
  world.emit(shop, { topic: "orders/updated", order });
  return { kind: "done", value: edit };
};

function checkPlan(shop: Shop, order: Order, plan: EditPlan): Refused | null {
  if (order.cancelledAt) return refuse(`${order.name} is cancelled and cannot be edited`, "id");
  for (const [index, wanted] of plan.quantities.entries()) {
    const line = order.lines.find((it) => it.id === wanted.lineId);
    if (!line) return refuse(`${order.name} has no line ${wanted.lineId}`, "quantities", String(index), "lineId");
    if (wanted.quantity !== 0 && !isQuantity(wanted.quantity))
      return refuse(`${wanted.quantity} is not a quantity`, "quantities", String(index), "quantity");
  }
  const custom = plan.addCustom.find((it) => !isQuantity(it.quantity) || it.priceMinor < 0n);
  if (custom) return refuse(`${custom.title} needs a quantity from 1 and a price from 0`, "addCustom");
  const items = cartItems(shop, plan.addVariants);
  return items.kind === "refused" ? items : null;
}

interface Removed {
  line: OrderLine;
  units: number;
}

function changeQuantity(order: Order, edit: OrderEdit, wanted: EditPlan["quantities"][number]): Removed[] {
  const line = order.lines.find((it) => it.id === wanted.lineId);
  const delta = wanted.quantity - (line?.currentQuantity ?? wanted.quantity);
  if (!line || delta === 0) return [];
  if (delta > 0) {
    growLine(line, delta);
    edit.additions.push({ lineId: line.id, delta });
    return [];
  }
  edit.removals.push({ lineId: line.id, delta: -delta });
  if (wanted.restock) return [{ line, units: -delta }];
  line.currentQuantity = wanted.quantity;
  return [];
}

const grow = (tax: bigint, from: bigint, to: bigint): bigint => (from === 0n ? tax : (tax * to) / from);

/** More of a line than was sold: its discounts stay as they are, its taxes grow with its net price. */
function growLine(line: OrderLine, units: number): void {
  const before = lineNet(line);
  line.quantity += units;
  line.currentQuantity += units;
  const after = lineNet(line);
  line.taxLines = line.taxLines.map((tax) => ({
    ...tax,
    amount: {
      shop: grow(tax.amount.shop, before.shop, after.shop),
      presentment: grow(tax.amount.presentment, before.presentment, after.presentment),
    },
  }));
}

function restockRecord(world: World, removed: readonly Removed[]): Refund {
  const lines = removed.map(({ line, units }) => {
    const left = line.currentQuantity - units;
    const part = (whole: ReturnType<typeof lineNet>) =>
      minus(shareOf(whole, line.currentQuantity, line.quantity), shareOf(whole, left, line.quantity));
    const record = {
      id: world.ids.next("RefundLineItem"),
      lineId: line.id,
      quantity: units,
      restockType: "cancel" as const,
      subtotal: part(lineNet(line)),
      totalTax: part(taxOf(line)),
    };
    line.currentQuantity = left;
    return record;
  });
  const now = world.now();
  return {
    id: world.ids.next("Refund"),
    note: null,
    createdAt: now,
    processedAt: now,
    userId: null,
    lines,
    shippingLines: [],
    adjustments: [],
    transactions: [],
  };
}

function newLines(world: World, shop: Shop, order: Order, plan: EditPlan): OrderLine[] {
  const items = cartItems(shop, plan.addVariants);
  const goods = items.kind === "done" ? items.value : [];
  const currencies = currenciesOfOrder(order);
  const custom = plan.addCustom.map((it) => ({
    unitPriceMinor: it.priceMinor,
    quantity: it.quantity,
    taxable: it.taxable,
    giftCard: false,
    requiresShipping: false,
  }));
  const priced = priceInBoth(
    {
      lines: [
        ...goods.map(({ product, variant, quantity }) => ({
          unitPriceMinor: variant.priceMinor,
          quantity,
          taxable: variant.taxable,
          giftCard: product.giftCard,
          requiresShipping: variant.requiresShipping,
        })),
        ...custom,
      ],
      discounts: [],
      taxes: order.taxExempt ? [] : taxesOf(shop),
      taxesIncluded: order.taxesIncluded,
      shipping: null,
      tipMinor: 0n,
    },
    currencies,
  );
  return priced.lines.flatMap((line, index) => {
    const item = goods[index];
    if (item) return [goodsLine(world, item, line)];
    const own = plan.addCustom[index - goods.length];
    return own ? [customLine(world, own, line.unitPrice, line.taxLines)] : [];
  });
}

function customLine(
  world: World,
  wanted: EditPlan["addCustom"][number],
  price: OrderLine["price"],
  taxLines: readonly OrderLine["taxLines"][number][],
): OrderLine {
  return {
    id: world.ids.next("LineItem"),
    productId: null,
    variantId: null,
    title: wanted.title,
    variantTitle: null,
    sku: null,
    vendor: null,
    price: plus(price),
    quantity: wanted.quantity,
    currentQuantity: wanted.quantity,
    allocations: [],
    taxLines: [...taxLines],
    giftCard: false,
    taxable: wanted.taxable,
    requiresShipping: false,
    grams: 0,
    properties: [],
  };
}
