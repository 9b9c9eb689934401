/** Our bodies beside Shopify's own published ones: the same keys, but for what is named here with its reason. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { placeOrder, refundOrder } from "../index.ts";
import { must, smallWorld } from "../testing.ts";
import { orderBody, refundBody } from "./index.ts";

const published = (name: string): unknown => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), "utf8"));

/** Keys of Shopify's published order that ours leave out. */
const LEFT_OUT = new Map([
  ["checkout_id", "left the webhooks with API version 2026-04"],
  ["fulfillments[]", "nothing is fulfilled in the sandbox"],
  ["customer.sms_marketing_consent.*", "no consent was given"],
  ["client_details.*", "null here"],
]);

/** Keys of ours that the published order has no example of. */
const ADDED = new Map([
  ["line_items[].tip_payment_gateway", "present on tips only"],
  ["line_items[].tip_payment_method", "present on tips only"],
  ["shipping_lines[].tax_lines[].*", "its shipping is untaxed"],
  ["refunds[].order_adjustments[].*", "compared with the published shipping refund"],
  ["refunds[].transactions[].*", "compared with the published refund"],
  ["refunds[].refund_line_items[].line_item.tip_payment_gateway", "present on tips only"],
]);

/** Every path to a key, arrays as `[]`. */
function paths(value: unknown, at = ""): Set<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((item) => [...paths(item, `${at}[]`)]));
  if (typeof value !== "object" || value === null) return new Set([at]);
  return new Set(
    Object.entries(value).flatMap(([key, inner]) => [
      at ? `${at}.${key}` : key,
      ...paths(inner, at ? `${at}.${key}` : key),
    ]),
  );
}

const excused = (path: string, excuses: ReadonlyMap<string, string>): boolean =>
  [...excuses.keys()].some(
    (excuse) => path === excuse || (/(\.\*|\[\])$/.test(excuse) && path.startsWith(excuse.replace(/\*$/, ""))),
  );

function everything() {
  const { world, shop, variant } = smallWorld({ taxesIncluded: true });
  const address = {
    firstName: "Ada",
    lastName: "L",
    address1: "1 St",
    city: "X",
    province: "Y",
    provinceCode: "Y",
    zip: "1",
    country: "United States",
    countryCode: "US",
    phone: "+1",
  };
  const order = must(
    placeOrder(world, shop, {
      lines: [{ variantId: variant.mug, quantity: 2, properties: [{ name: "a", value: "b" }] }],
      codes: ["MAYA10"],
      customer: { email: "a@example.com" },
      shippingAddress: address,
      noteAttributes: [{ name: "a", value: "b" }],
      tipMinor: 100n,
    }),
  );
  const refund = must(
    refundOrder(world, shop, order, {
      lines: [{ lineId: order.lines[0]?.id ?? 0, quantity: 1, restockType: "return" }],
      shipping: { kind: "full" },
    }),
  );
  return { shop, order, refund };
}

describe("an order", () => {
  const { shop, order } = everything();
  const ours = paths(orderBody(shop, order));
  const theirs = paths(published("published-order.json"));

  test("has no key that Shopify does not publish", () => {
    expect([...ours].filter((path) => !theirs.has(path) && !excused(path, ADDED))).toEqual([]);
  });

  test("has every key that Shopify publishes", () => {
    expect([...theirs].filter((path) => !ours.has(path) && !excused(path, LEFT_OUT))).toEqual([]);
  });

  test("has amounts as text and whole seconds", () => {
    const body = orderBody(shop, order);
    expect(typeof body.total_price).toBe("string");
    expect(body.updated_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
  });
});

describe("a refund", () => {
  const { shop, order, refund } = everything();
  const ours = paths(refundBody(shop, order, refund));
  const theirs = new Set([
    ...paths(published("published-refund.json")),
    ...paths(published("published-shipping-refund.json")),
  ]);
  const added = new Map([
    ["refund_shipping_lines[].tax_amount_set.", "untaxed in the published one"],
    ["refund_shipping_lines[].tax_amount_set", "untaxed in the published one"],
    ["refund_shipping_lines[].shipping_line.is_removed", "as in the published order"],
    ["refund_shipping_lines[].shipping_line.tax_lines[].*", "untaxed in the published one"],
    ["refund_shipping_lines[].tax_amount_set.*", "untaxed in the published one"],
    ["refund_line_items[].line_item.attributed_staffs", "as in the published order"],
    ["refund_line_items[].line_item.current_quantity", "as in the published order"],
  ]);

  test("has no key that Shopify does not publish", () => {
    expect([...ours].filter((path) => !theirs.has(path) && !excused(path, added))).toEqual([]);
  });

  test("has every key that Shopify publishes", () => {
    expect([...theirs].filter((path) => !ours.has(path))).toEqual([]);
  });

  test("writes subtotals as numbers, as Shopify does", () => {
    expect(typeof refundBody(shop, order, refund).refund_line_items[0]?.subtotal).toBe("number");
  });
});
