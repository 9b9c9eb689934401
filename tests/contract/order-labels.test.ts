import { expect, test } from "vitest";
import { askedOrderLabels } from "#app/adapters/shopify/orders/order-labels.ts";
import { testApi } from "../../sandbox/src/admin-api/testing.ts";
import { orderBody } from "../../sandbox/src/orders/bodies/index.ts";
import { adminOf } from "../integration/reconcile/forms.ts";

const api = testApi({ orders: 30 });
const { domain } = api.shop;
const orders = [...api.shop.orders.values()].slice(0, 25);
const asked = askedOrderLabels(adminOf(api));

test("a page of orders is named with one query; what Shopify does not know is left out", async () => {
  const labels = await asked(domain, ["1", ...orders.map(({ id }) => String(id))], { lines: false });
  expect(labels).toEqual(new Map(orders.map(({ id, name }) => [String(id), { name, lines: new Map() }])));
});

test("lines are called as in the order's webhook", async () => {
  for (const order of orders.slice(0, 5)) {
    const { line_items } = JSON.parse(JSON.stringify(orderBody(api.shop, order))) as {
      line_items: { id: number; name: string }[];
    };
    const labels = await asked(domain, [String(order.id)], { lines: true });
    expect(labels.get(String(order.id))?.lines).toEqual(new Map(line_items.map(({ id, name }) => [String(id), name])));
  }
});
