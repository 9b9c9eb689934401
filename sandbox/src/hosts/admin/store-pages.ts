import { markup, type Markup } from "../../pages/markup.ts";
import { discountStatus, type Discount } from "../../state/discount.ts";
import { decimalText } from "../../state/money.ts";
import type { Shop } from "../../state/shop.ts";
import { moneyText } from "../../storefront/money-text.ts";
import type { Delivery, Dispatcher } from "../../webhooks/index.ts";
import { storeName } from "./layout.ts";
import { badge } from "./order-pages.ts";

const table = (title: string, heads: readonly string[], rows: readonly Markup[], empty: string): Markup =>
  markup`<div class="pad"><h1>${title}</h1><div class="panel scroll">${
    rows.length === 0
      ? markup`<p>${empty}</p>`
      : markup`<table><thead><tr>${heads.map((it) => markup`<th>${it}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`
  }</div></div>`;

export const productsPage = (shop: Shop): Markup =>
  table(
    "Products",
    ["Product", "Vendor", "Type", "Price", "Status"],
    [...shop.products.values()].map(
      (it) =>
        markup`<tr><td><a href="${shop.primaryUrl}/products/${it.handle}">${it.title}</a></td><td>${it.vendor}</td><td>${it.productType}</td><td>${moneyText(it.variants[0]?.priceMinor ?? 0n, shop.currency)}</td><td>${badge(it.status.toLowerCase())}</td></tr>`,
    ),
    "No products.",
  );

export const discountsPage = (shop: Shop, now: Date): Markup =>
  table(
    "Discounts",
    ["Discount", "Value", "Codes", "Used", "Status"],
    [...shop.discounts.values()].map(
      (it) =>
        markup`<tr><td>${it.title}</td><td>${valueText(it, shop)}</td><td>${it.codes
          .slice(0, 12)
          .map((code) => code.code)
          .join(
            ", ",
          )}${it.codes.length > 12 && ` and ${it.codes.length - 12} more`}</td><td>${it.usageCount}</td><td>${badge(discountStatus(it, now).toLowerCase())}</td></tr>`,
    ),
    "No discounts.",
  );

function valueText({ value }: Discount, shop: Shop): string {
  if (value.kind === "percentage") return `${decimalText(BigInt(value.bps), "USD").replace(/\.?0+$/, "")} % off`;
  return `${moneyText(value.minor, shop.currency)} off${value.onEachItem ? " each" : ""}`;
}

export const customersPage = (shop: Shop): Markup =>
  table(
    "Customers",
    ["Customer", "Email", "Orders", "Privacy"],
    [...shop.customers.values()].map((it) => {
      const orders = [...shop.orders.values()].filter((order) => order.customerId === it.id).length;
      const path = `/store/${storeName(shop)}/customers/${it.id}`;
      return markup`<tr><td>${`${it.firstName} ${it.lastName}`.trim() || "Erased"}</td><td>${it.email}</td><td>${orders}</td><td><div class="actions"><form method="post" action="${path}/data-request"><button class="small plain">Request data</button></form><form method="post" action="${path}/redact"><button class="small danger">Erase</button></form></div></td></tr>`;
    }),
    "No customers.",
  );

export function webhooksPage(shop: Shop, dispatcher: Dispatcher): Markup {
  const switches = dispatcher.switchesOf(shop.domain);
  const field = (name: "duplicate" | "delay" | "reorder" | "drop", label: string): Markup =>
    markup`<div><label for="${name}">${label}</label><input id="${name}" name="${name}" type="number" min="0" max="1" step="any" value="${switches[name]}"></div>`;
  const deliveries = dispatcher.log
    .filter((it) => it.shop === shop.domain)
    .slice(-100)
    .toReversed();
  return markup`<div class="pad"><h1>Webhooks</h1>
<div class="panel"><h2>How badly deliveries go</h2><form method="post" action="/store/${storeName(shop)}/webhooks"><div class="row">${field("duplicate", "Sent twice")}${field("delay", "Delayed")}${field("reorder", "Overtaken")}${field("drop", "Lost")}<button class="small">Set</button></div><p class="soft small">Probabilities from 0 to 1.</p></form></div>
<div class="panel scroll">${deliveries.length === 0 ? markup`<p>Nothing was sent yet.</p>` : markup`<table><thead><tr><th>Topic</th><th>Triggered</th><th>State</th><th>Attempts</th></tr></thead><tbody>${deliveries.map(row)}</tbody></table>`}</div></div>`;
}

function row(delivery: Delivery): Markup {
  const attempts = delivery.attempts.map((it) => it.outcome).join(", ");
  return markup`<tr><td>${delivery.topic}<details><summary class="small soft">Body</summary><pre class="small">${delivery.payload.toString("utf8")}</pre></details></td><td>${delivery.triggeredAt.slice(0, 19).replace("T", " ")}</td><td>${badge(delivery.state)}</td><td>${attempts}</td></tr>`;
}
