import { expect, test } from "vitest";
import { orderActions } from "../orders/index.ts";
import type { PlaceOrder } from "../state/order-actions.ts";
import type { Order } from "../state/order.ts";
import { SECOND_DOMAIN } from "../state/seed.ts";
import { dataOf, testApi, type TestApi } from "./testing.ts";

function place(api: TestApi, input: Partial<PlaceOrder> & { skus: [sku: string, quantity: number][] }): Order {
  const variants = [...api.shop.products.values()].flatMap((p) => p.variants);
  const { skus, ...rest } = input;
  const lines = skus.map(([sku, quantity]) => ({ variantId: variants.find((v) => v.sku === sku)?.id ?? 0, quantity }));
  const outcome = orderActions.placeOrder(api.world, api.shop, { customer: null, ...rest, lines });
  if (outcome.kind === "refused") throw new Error(outcome.message);
  return outcome.value;
}

const gidOf = (order: Order): string => `gid://shopify/Order/${order.id}`;

test("an order is told with its lines, discounts, taxes, attributes and visitor", () => {
  const api = testApi();
  const order = place(api, {
    skus: [
      ["EW-UTN", 2],
      ["LL-LAN", 1],
    ],
    codes: ["JUNE15"],
    customer: { email: "ava.lindqvist@example.com" },
    noteAttributes: [{ name: "_creator_ref", value: "tokmaya" }],
    tags: ["vip"],
  });
  const reply = api.ask(
    `query O($id: ID!) { order(id: $id) {
      name test sourceName app { name } tags cancelledAt displayFinancialStatus taxesIncluded discountCodes processedAt
      customAttributes { key value } customer { email numberOfOrders } customerJourneySummary { customerOrderIndex }
      discountApplications(first: 5) { nodes { __typename ... on DiscountCodeApplication { code value { ... on PricingPercentageValue { percentage } } } } }
      lineItems(first: 10) { nodes {
        sku quantity currentQuantity isGiftCard product { vendor productType tags collections(first: 3) { nodes { title } } }
        originalUnitPriceSet { shopMoney { amount currencyCode } }
        discountAllocations { allocatedAmountSet { shopMoney { amount } } }
        plain: discountedTotalSet { shopMoney { amount } }
        all: discountedTotalSet(withCodeDiscounts: true) { shopMoney { amount } }
        priceAfterAllDiscountsBeforeTaxesSet { shopMoney { amount } } taxLines { rate title }
      } }
    } }`,
    { id: gidOf(order) },
  );
  const { order: told } = dataOf<{ order: Record<string, unknown> & { lineItems: { nodes: unknown[] } } }>(reply);
  expect(told).toMatchObject({
    name: "#1001",
    test: false,
    sourceName: "web",
    app: { name: "Online Store" },
    tags: ["vip"],
    cancelledAt: null,
    displayFinancialStatus: "PAID",
    discountCodes: ["JUNE15"],
    processedAt: "2026-11-24T12:00:00Z",
    customAttributes: [{ key: "_creator_ref", value: "tokmaya" }],
    customer: { email: "ava.lindqvist@example.com", numberOfOrders: "1" },
    customerJourneySummary: { customerOrderIndex: 1 },
    discountApplications: {
      nodes: [{ __typename: "DiscountCodeApplication", code: "JUNE15", value: { percentage: 15 } }],
    },
  });
  // 2 × 18.33 = 36.66, less 15 % = 5.50; 33.33 less 5.00: together 15 % of 69.99 is 10.50.
  expect(told.lineItems.nodes[0]).toMatchObject({
    sku: "EW-UTN",
    product: {
      vendor: "Emberworks",
      productType: "Cookware",
      tags: ["bamboo", "gift"],
      collections: { nodes: [{ title: "Camp kitchen" }] },
    },
    originalUnitPriceSet: { shopMoney: { amount: "18.33", currencyCode: "USD" } },
    discountAllocations: [{ allocatedAmountSet: { shopMoney: { amount: "5.5" } } }],
    plain: { shopMoney: { amount: "36.66" } },
    all: { shopMoney: { amount: "31.16" } },
    priceAfterAllDiscountsBeforeTaxesSet: { shopMoney: { amount: "31.16" } },
    taxLines: [{ rate: 0.0825, title: "Sales Tax" }],
  });
});

test("a landing page is told as a whole URL, with its referral", () => {
  const api = testApi();
  const order = place(api, {
    skus: [["NF-CAP", 1]],
    landingSite: "/products/trail-cap?ref=tokmaya",
    referringSite: "https://www.instagram.com/",
  });
  expect(order.landingSite).toBe("/products/trail-cap?ref=tokmaya");
  const visit = { id: 1, occurredAt: api.world.now(), referrerUrl: "", source: "direct" };
  Object.assign(order, { lastVisit: { ...visit, landingPage: "/products/trail-cap?ref=tokmaya" }, firstVisit: null });
  const reply = api.ask(
    "query O($id: ID!) { order(id: $id) { customerJourneySummary { firstVisit { id } lastVisit { landingPage referralCode referrerUrl } } } }",
    { id: gidOf(order) },
  );
  expect(dataOf(reply)).toEqual({
    order: {
      customerJourneySummary: {
        firstVisit: null,
        lastVisit: {
          landingPage: "https://demo-store.myshopify.com/products/trail-cap?ref=tokmaya",
          referralCode: "tokmaya",
          referrerUrl: null,
        },
      },
    },
  });
});

test("prices after discounts leave out the tax that is included, in both currencies", () => {
  const api = testApi({ domain: SECOND_DOMAIN });
  const order = place(api, { skus: [["AL-VC30", 1]], presentmentCurrency: "JPY" });
  const reply = api.ask(
    `query O($id: ID!) { order(id: $id) { presentmentCurrencyCode lineItems(first: 1) { nodes {
      priceAfterAllDiscountsBeforeTaxesSet { shopMoney { amount } presentmentMoney { amount currencyCode } } } } } }`,
    { id: gidOf(order) },
  );
  const line = order.lines[0];
  const tax = line?.taxLines[0]?.amount ?? { shop: 0n, presentment: 0n };
  expect(tax.shop).toBe(667n); // 39.99 × 20 ÷ 120 = 6.665
  const net = (line?.price.presentment ?? 0n) - tax.presentment;
  expect(dataOf(reply)).toEqual({
    order: {
      presentmentCurrencyCode: "JPY",
      lineItems: {
        nodes: [
          {
            priceAfterAllDiscountsBeforeTaxesSet: {
              shopMoney: { amount: "33.32" },
              presentmentMoney: { amount: `${net}.0`, currencyCode: "JPY" },
            },
          },
        ],
      },
    },
  });
});

interface Page {
  orders: { pageInfo: { hasNextPage: boolean; endCursor: string }; nodes: { name: string; updatedAt: string }[] };
}
const PAGE = `query P($q: String, $after: String) {
  orders(first: 7, after: $after, query: $q, sortKey: UPDATED_AT) {
    pageInfo { hasNextPage endCursor } nodes { name updatedAt }
  }
}`;

test("pages by updated_at give every order once, in order, from the instant asked for", () => {
  const api = testApi({ orders: 30 });
  const from = new Date(api.world.now().getTime() - 30 * 86_400_000);
  const seen: { name: string; updatedAt: string }[] = [];
  let after: string | null = null;
  do {
    const { orders }: Page = dataOf<Page>(api.ask(PAGE, { q: `updated_at:>='${from.toISOString()}'`, after }));
    seen.push(...orders.nodes);
    after = orders.pageInfo.hasNextPage ? orders.pageInfo.endCursor : null;
  } while (after !== null);
  const due = [...api.shop.orders.values()].filter((o) => o.updatedAt >= from);
  expect(due.length).toBeGreaterThan(7);
  expect(seen.map((o) => o.name).toSorted()).toEqual(due.map((o) => o.name).toSorted());
  expect(seen.map((o) => o.updatedAt)).toEqual(seen.map((o) => o.updatedAt).toSorted());
});

test.each([
  { query: "name:#1003", names: ["#1003"] },
  { query: "name:#1003 AND status:cancelled", names: [] },
  { query: "source_name:pos", names: ["#1002"] },
  { query: "-source_name:pos", names: ["#1001", "#1003"] },
  { query: "tag:'big spender'", names: ["#1003"] },
  { query: "financial_status:pending", names: ["#1002"] },
  { query: "discount_code:june15", names: ["#1001"] },
])("searches orders by $query", ({ query, names }) => {
  const api = testApi();
  place(api, { skus: [["NF-CAP", 1]], codes: ["JUNE15"] });
  place(api, { skus: [["NF-CAP", 1]], sourceName: "pos", payment: "pending" });
  place(api, { skus: [["NF-CAP", 1]], tags: ["big spender"] });
  const { orders } = dataOf<Page>(api.ask(PAGE, { q: query }));
  expect(orders.nodes.map((o) => o.name)).toEqual(names);
});

test("a search field that is not implemented is an error, not a filter that lets all pass", () => {
  expect(testApi().ask(PAGE, { q: "delivery_method:shipping" }).errors?.[0]?.message).toContain(
    "searching orders by delivery_method",
  );
});

test("without read_all_orders an order is gone after 60 days, by list and by id", () => {
  const api = testApi({ scopes: ["read_orders"] });
  const order = place(api, { skus: [["NF-CAP", 1]] });
  const ask = (): unknown =>
    dataOf(
      api.ask(`query O($id: ID!) { order(id: $id) { name } orders(first: 1) { nodes { name } } }`, {
        id: gidOf(order),
      }),
    );
  expect(ask()).toEqual({ order: { name: "#1001" }, orders: { nodes: [{ name: "#1001" }] } });
  api.world.clock.move(61 * 86_400_000);
  expect(ask()).toEqual({ order: null, orders: { nodes: [] } });
});

const REFUND = `mutation R($input: RefundInput!, $key: String!) { refundCreate(input: $input) @idempotent(key: $key) {
  refund { id totalRefundedSet { shopMoney { amount } } refundLineItems(first: 5) { nodes { quantity restockType } } }
  order { displayFinancialStatus lineItems(first: 1) { nodes { quantity currentQuantity } } }
  userErrors { field message }
} }`;

test("a refund is made once for a key, and shrinks what is left", () => {
  const api = testApi();
  const order = place(api, { skus: [["NF-CAP", 2]] });
  const lineItemId = `gid://shopify/LineItem/${order.lines[0]?.id}`;
  const input = {
    orderId: gidOf(order),
    refundLineItems: [{ lineItemId, quantity: 1, restockType: "RETURN" }],
    transactions: [{ orderId: gidOf(order), amount: "30.31", gateway: "bogus", kind: "REFUND" }],
  };
  const first = api.ask(REFUND, { input, key: "k1" });
  expect(dataOf(first)).toMatchObject({
    refundCreate: {
      refund: {
        totalRefundedSet: { shopMoney: { amount: "30.31" } },
        refundLineItems: { nodes: [{ quantity: 1, restockType: "RETURN" }] },
      },
      order: {
        displayFinancialStatus: "PARTIALLY_REFUNDED",
        lineItems: { nodes: [{ quantity: 2, currentQuantity: 1 }] },
      },
      userErrors: [],
    },
  });
  expect(dataOf(api.ask(REFUND, { input, key: "k1" }))).toMatchObject({ refundCreate: { userErrors: [] } });
  expect(order.refunds).toHaveLength(1);
  expect(api.ask(REFUND, { input: { ...input, note: "other" }, key: "k1" }).errors?.[0]?.message).toContain(
    "different parameters",
  );
  const without = REFUND.replace(" @idempotent(key: $key)", "").replace(", $key: String!", "");
  expect(api.ask(without, { input }).errors?.[0]?.message).toContain("@idempotent directive is required");
});

test("an edit is collected, then committed at once", () => {
  const api = testApi();
  const order = place(api, { skus: [["NF-CAP", 2]] });
  const seen: string[] = [];
  api.world.onEvent((_, event) => seen.push(event.topic));
  interface Begun {
    orderEditBegin: { calculatedOrder: { id: string; lineItems: { nodes: { id: string; quantity: number }[] } } };
  }
  const begun = dataOf<Begun>(
    api.ask(
      `mutation { orderEditBegin(id: "${gidOf(order)}") { calculatedOrder { id lineItems(first: 5) { nodes { id quantity } } } userErrors { message } } }`,
    ),
  ).orderEditBegin.calculatedOrder;
  const lantern = [...api.shop.products.values()].flatMap((p) => p.variants).find((v) => v.sku === "LL-LAN");
  dataOf(
    api.ask(`mutation {
      orderEditSetQuantity(id: "${begun.id}", lineItemId: "${begun.lineItems.nodes[0]?.id}", quantity: 1, restock: true) { userErrors { message } }
      orderEditAddVariant(id: "${begun.id}", variantId: "gid://shopify/ProductVariant/${lantern?.id}", quantity: 1) { userErrors { message } }
    }`),
  );
  expect(order.lines).toHaveLength(1);
  const committed = api.ask(`mutation { orderEditCommit(id: "${begun.id}") {
    order { edited lineItems(first: 5) { nodes { sku quantity currentQuantity } } } userErrors { message } } }`);
  expect(dataOf(committed)).toEqual({
    orderEditCommit: {
      order: {
        edited: true,
        lineItems: {
          nodes: [
            { sku: "NF-CAP", quantity: 2, currentQuantity: 1 },
            { sku: "LL-LAN", quantity: 1, currentQuantity: 1 },
          ],
        },
      },
      userErrors: [],
    },
  });
  expect(seen).toEqual(["orders/edited", "orders/updated"]);
});

test("tags are added once and told to the app; without write_orders they are not", () => {
  const api = testApi();
  const order = place(api, { skus: [["NF-CAP", 1]], tags: ["vip"] });
  const seen: string[] = [];
  api.world.onEvent((_, event) => seen.push(event.topic));
  const add = `mutation { tagsAdd(id: "${gidOf(order)}", tags: ["VIP", "creator:maya"]) { node { id } userErrors { message } } }`;
  dataOf(api.ask(add));
  dataOf(api.ask(add));
  expect(order.tags).toEqual(["vip", "creator:maya"]);
  expect(seen).toEqual(["orders/updated"]);
  api.app.scopes = ["read_orders"];
  expect(api.ask(add).errors?.[0]?.extensions).toMatchObject({ code: "ACCESS_DENIED" });
});

test("cancelling is asked for as Shopify wants it and ends in a cancelled, refunded order", () => {
  const api = testApi();
  const order = place(api, { skus: [["NF-CAP", 1]] });
  const cancel = `mutation { orderCancel(orderId: "${gidOf(order)}", reason: CUSTOMER, restock: true,
    refundMethod: { originalPaymentMethodsRefund: true }) { job { id done } orderCancelUserErrors { code message } } }`;
  expect(dataOf(api.ask(cancel))).toMatchObject({ orderCancel: { orderCancelUserErrors: [] } });
  expect(
    dataOf(api.ask(`{ order(id: "${gidOf(order)}") { cancelledAt cancelReason displayFinancialStatus } }`)),
  ).toEqual({
    order: { cancelledAt: "2026-11-24T12:00:00Z", cancelReason: "CUSTOMER", displayFinancialStatus: "REFUNDED" },
  });
});
