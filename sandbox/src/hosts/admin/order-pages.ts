import { markup, raw, type Markup } from "../../pages/markup.ts";
import { decimalText } from "../../state/money.ts";
import type { Order } from "../../state/order.ts";
import type { Shop } from "../../state/shop.ts";
import { lineNet, totalsOf } from "../../state/totals.ts";
import { moneyText } from "../../storefront/money-text.ts";
import { outstandingMinor } from "../../orders/index.ts";
import { paidMinor, refundedMinor } from "../../orders/transactions.ts";
import { storeName } from "./layout.ts";

const GOOD: ReadonlySet<string> = new Set(["paid"]);
const BAD: ReadonlySet<string> = new Set(["refunded", "voided", "cancelled", "lost"]);
export const badge = (text: string): Markup =>
  markup`<span class="badge ${GOOD.has(text) ? "good" : BAD.has(text) ? "bad" : ""}">${text.replaceAll("_", " ")}</span>`;

const when = (date: Date): string => date.toISOString().slice(0, 16).replace("T", " ");

export function ordersPage(shop: Shop): Markup {
  const orders = [...shop.orders.values()].toSorted((a, b) => b.number - a.number).slice(0, 250);
  if (orders.length === 0)
    return markup`<div class="pad"><h1>Orders</h1><div class="panel"><p>No orders yet. <a href="${shop.primaryUrl}">Buy something in the store</a>.</p></div></div>`;
  return markup`<div class="pad"><h1>Orders</h1><div class="panel scroll"><table><thead><tr><th>Order</th><th>Date (UTC)</th><th>Customer</th><th>Code</th><th class="right">Total</th><th>Payment</th></tr></thead><tbody>${orders.map(
    (order) =>
      markup`<tr><td><a href="/store/${storeName(shop)}/orders/${order.id}">${order.name}</a></td><td>${when(order.processedAt)}</td><td>${order.email ?? "Guest"}</td><td>${order.codes.map((it) => it.code).join(", ")}</td><td class="right">${moneyText(totalsOf(order, false).total.presentment, order.presentmentCurrency)}</td><td>${badge(order.financialStatus)} ${order.cancelledAt && badge("cancelled")}</td></tr>`,
  )}</tbody></table></div></div>`;
}

export function orderPage(shop: Shop, order: Order, said: string | null): Markup {
  const text = (minor: bigint): string => moneyText(minor, order.presentmentCurrency);
  const refundable = paidMinor(order) - refundedMinor(order);
  return markup`<div class="pad">
<p><a href="/store/${storeName(shop)}/orders">Orders</a></p>
<h1>${order.name} ${badge(order.financialStatus)} ${order.cancelledAt && badge("cancelled")}</h1>
${said && markup`<p class="notice" role="status">${said}</p>`}
<div class="panel scroll"><table><thead><tr><th>Item</th><th class="right">Price</th><th class="right">Sold</th><th class="right">Left</th><th class="right">After discounts</th></tr></thead><tbody>${order.lines.map(
    (line) =>
      markup`<tr><td>${line.title}${line.variantTitle && markup` · ${line.variantTitle}`}</td><td class="right">${text(line.price.presentment)}</td><td class="right">${line.quantity}</td><td class="right">${line.currentQuantity}</td><td class="right">${text(lineNet(line).presentment)}</td></tr>`,
  )}</tbody></table></div>
<div class="panel"><dl class="totals"><dt>Total</dt><dd>${text(totalsOf(order, false).total.presentment)}</dd><dt>Now</dt><dd>${text(totalsOf(order, true).total.presentment)}</dd><dt>Paid</dt><dd>${text(paidMinor(order))}</dd><dt>Refunded</dt><dd>${text(refundedMinor(order))}</dd></dl></div>
<div class="panel"><h2>Where it came from</h2><dl class="totals"><dt>Landing page</dt><dd>${order.landingSite ?? "–"}</dd><dt>Referrer</dt><dd>${order.referringSite ?? "–"}</dd><dt>Codes</dt><dd>${order.codes.map((it) => it.code).join(", ") || "–"}</dd>${order.noteAttributes.map((it) => markup`<dt>${it.name}</dt><dd>${it.value}</dd>`)}</dl></div>
<div class="panel"><h2>Actions</h2>${actions(shop, order, refundable)}</div>
</div>`;
}

const check = (name: string, label: string, on = false): Markup =>
  markup`<div class="choice"><input type="checkbox" id="${name}" name="${name.split("-").at(-1)}"${on ? raw(" checked") : ""}><label for="${name}">${label}</label></div>`;

function actions(shop: Shop, order: Order, refundable: bigint): Markup {
  const path = `/store/${storeName(shop)}/orders/${order.id}`;
  const left = order.lines.filter((line) => line.currentQuantity > 0);
  const pending = order.refunds.find((refund) => refund.transactions.some((it) => it.status === "pending"));
  const disputes = [...shop.disputes.values()].filter((it) => it.orderId === order.id && it.finalizedOn === null);
  const act = (name: string, label: string, fields: Markup, button: string, danger = false): Markup =>
    markup`<details class="act"><summary>${label}</summary><form method="post" action="${path}/${name}">${fields}<button class="small${danger ? " danger" : ""}">${button}</button></form></details>`;
  const units = (prefix: string, value: (current: number) => number): Markup =>
    markup`${left.map((line) => markup`<div class="field"><label for="${prefix}-${line.id}">${line.title} (${line.currentQuantity} left)</label><input id="${prefix}-${line.id}" name="line-${line.id}" type="number" inputmode="numeric" min="0" value="${value(line.currentQuantity)}"></div>`)}`;
  const amount = decimalText(refundable, order.presentmentCurrency);
  return markup`
${left.length > 0 && act("refund", "Refund items", markup`${units("refund", () => 0)}${check("r-restock", "Restock", true)}${check("r-shipping", "Refund shipping")}${check("r-pending", "The money is on its way: settles later")}`, "Refund items")}
${refundable > 0n && act("refund-amount", "Refund an amount", markup`<div class="field"><label for="amount">Amount in ${order.presentmentCurrency} (up to ${amount})</label><input id="amount" name="amount" inputmode="decimal" required></div>${check("a-pending", "The money is on its way: settles later")}`, "Refund amount")}
${pending && act("settle", "Settle the pending refund", markup`<p>The bank confirms the refund.</p>`, "Settle")}
${outstandingMinor(order) > 0n && !order.cancelledAt && act("mark-paid", "Mark as paid", markup`<p>${moneyText(outstandingMinor(order), order.presentmentCurrency)} is awaited.</p>`, "Mark as paid")}
${paidMinor(order) === 0n && order.financialStatus !== "voided" && act("void", "Void", markup`<p>Nothing will be taken.</p>`, "Void", true)}
${!order.cancelledAt && act("edit", "Edit quantities", markup`${units("edit", (current) => current)}${check("e-restock", "Restock what is taken off", true)}`, "Save the edit")}
${!order.cancelledAt && act("cancel", "Cancel the order", markup`${check("c-refund", "Refund what was paid", true)}${check("c-restock", "Restock", true)}`, "Cancel order", true)}
${refundable > 0n && act("dispute", "Open a dispute", markup`<div class="field"><label for="type">Type</label><select id="type" name="type"><option value="chargeback">Chargeback</option><option value="inquiry">Inquiry</option></select></div>`, "Open dispute", true)}
${disputes.map((it) => act("dispute-status", `Dispute ${it.id}: ${it.status.replaceAll("_", " ")}`, markup`<input type="hidden" name="dispute" value="${it.id}"><div class="field"><label for="status-${it.id}">It becomes</label><select id="status-${it.id}" name="status">${["under_review", "won", "lost", "accepted", "prevented"].map((status) => markup`<option>${status}</option>`)}</select></div>`, "Update"))}`;
}
