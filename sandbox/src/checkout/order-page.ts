import { markup, raw, type Markup } from "../pages/markup.ts";
import type { Order } from "../state/order.ts";
import type { Shop } from "../state/shop.ts";
import { isTip, lineGross, totalsOf } from "../state/totals.ts";
import { moneyText } from "../storefront/money-text.ts";
import type { CheckoutTarget, Slots } from "../storefront/slots.ts";
import { checkoutLayout } from "./layout.ts";

export const orderStatusPath = (shop: Shop, order: Order): string =>
  `/${shop.id}/orders/${order.token}/authenticate?key=${order.confirmationNumber}`;

const STATUS: Readonly<Record<Order["financialStatus"], string>> = {
  pending: "Payment is awaited",
  authorized: "Authorized",
  partially_paid: "Partly paid",
  paid: "Paid",
  partially_refunded: "Partly refunded",
  refunded: "Refunded",
  voided: "Voided",
  expired: "Expired",
};

/** The page after paying, and later the order's own status page: one content, two extension targets. */
export function orderPage(shop: Shop, order: Order, slots: Slots, when: "thank_you" | "status"): string {
  const target: CheckoutTarget =
    when === "thank_you" ? "purchase.thank-you.block.render" : "customer-account.order-status.block.render";
  const context = { shop, checkoutToken: order.cartToken ?? order.token, cartToken: order.cartToken ?? "", order };
  const name = order.shippingAddress?.firstName;
  const left = markup`<p class="soft">Confirmation ${order.confirmationNumber}</p>
<h1>${when === "thank_you" ? `Thank you${name ? `, ${name}` : ""}!` : `Order ${order.name}`}</h1>
<p>${order.cancelledAt ? "This order is cancelled." : `Order ${order.name}: ${STATUS[order.financialStatus]}.`}</p>
<div class="slot">${raw(slots.checkout(target, context))}</div>
${when === "thank_you" && markup`<p>Keep this page: <a href="${orderStatusPath(shop, order)}">the status of your order</a>.</p>`}
<p><a class="button" href="/">Continue shopping</a></p>`;
  return checkoutLayout(shop, when === "thank_you" ? "Thank you" : order.name, left, orderSummary(shop, order));
}

function orderSummary(shop: Shop, order: Order): Markup {
  const sold = totalsOf(order, false);
  const current = totalsOf(order, true);
  const text = (minor: bigint): string => moneyText(minor, order.presentmentCurrency);
  return markup`<h2>Order ${order.name}</h2>
${order.lines
  .filter((line) => !isTip(line))
  .map(
    (line) =>
      markup`<div class="item plain"><div class="small">${line.title} × ${line.quantity}${line.currentQuantity < line.quantity && markup`<br><span class="soft">${line.quantity - line.currentQuantity} taken back</span>`}</div><div>${text(lineGross(line).presentment)}</div></div>`,
  )}
<dl class="totals">
${sold.discounts.presentment > 0n && markup`<dt>Discounts ${order.codes.map((it) => markup`<strong>${it.code}</strong> `)}</dt><dd>${text(-sold.discounts.presentment)}</dd>`}
<dt>Shipping</dt><dd>${text(sold.shipping.presentment)}</dd>
<dt>${shop.taxTitle}${shop.taxesIncluded ? " (included)" : ""}</dt><dd>${text(sold.tax.presentment)}</dd>
${sold.tip.presentment > 0n && markup`<dt>Tip</dt><dd>${text(sold.tip.presentment)}</dd>`}
<dt class="total">Total</dt><dd class="total">${text(sold.total.presentment)}</dd>
${current.total.presentment !== sold.total.presentment && markup`<dt>Now</dt><dd>${text(current.total.presentment)}</dd>`}
</dl>`;
}
