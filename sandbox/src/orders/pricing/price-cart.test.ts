import { describe, expect, test } from "vitest";
import { priceCart } from "./price-cart.ts";
import type { CartToPrice, DiscountToApply, LineToPrice } from "./types.ts";

const line = (unitPriceMinor: bigint, quantity = 1, more: Partial<LineToPrice> = {}): LineToPrice => ({
  unitPriceMinor,
  quantity,
  taxable: true,
  giftCard: false,
  requiresShipping: true,
  ...more,
});
const percentage = (bps: number, more: Partial<DiscountToApply> = {}): DiscountToApply => ({
  code: "MAYA10",
  target: "order",
  value: { kind: "percentage", bps },
  entitled: new Set([0, 1, 2]),
  ...more,
});
const fixed = (amountMinor: bigint, more: Partial<DiscountToApply> = {}, eachItem = false): DiscountToApply => ({
  code: "TENOFF",
  target: "order",
  value: { kind: "fixed_amount", amountMinor, eachItem },
  entitled: new Set([0, 1, 2]),
  ...more,
});
const cart = (lines: LineToPrice[], more: Partial<CartToPrice> = {}): CartToPrice => ({
  lines,
  discounts: [],
  taxes: [],
  taxesIncluded: false,
  shipping: null,
  tipMinor: 0n,
  ...more,
});
const vat = [{ title: "VAT", rateBps: 2000 }];

describe("discounts of lines", () => {
  test.each([
    {
      why: "Shopify's published order: 10.00 over three of 199.00",
      lines: [line(19900n), line(19900n), line(19900n)],
      discounts: [fixed(1000n)],
      shares: [[334n], [333n], [333n]],
    },
    {
      why: "10 % of 49.99 is 5.00 over both lines",
      lines: [line(2000n, 2), line(999n)],
      discounts: [percentage(1000)],
      shares: [[400n], [100n]],
    },
    {
      why: "more off than it costs",
      lines: [line(300n), line(100n)],
      discounts: [fixed(1000n)],
      shares: [[300n], [100n]],
    },
    {
      why: "a gift card is never discounted",
      lines: [line(1000n), line(5000n, 1, { giftCard: true })],
      discounts: [percentage(1000)],
      shares: [[100n], []],
    },
    {
      why: "a percentage of products, each line rounded",
      lines: [line(1005n), line(1005n)],
      discounts: [percentage(1000, { target: "product", entitled: new Set([0]) })],
      shares: [[101n], []],
    },
    {
      why: "an amount off each item",
      lines: [line(1000n, 3), line(1000n)],
      discounts: [fixed(150n, { target: "product", entitled: new Set([0]) }, true)],
      shares: [[450n], []],
    },
    {
      why: "an amount off entitled lines only, once",
      lines: [line(1000n, 3), line(1000n)],
      discounts: [fixed(150n, { target: "product", entitled: new Set([0]) })],
      shares: [[150n], []],
    },
    {
      why: "order discount after the product's",
      lines: [line(1000n), line(1000n)],
      discounts: [percentage(1000), percentage(5000, { target: "product", entitled: new Set([0]) })],
      shares: [[500n, 50n], [100n]],
    },
    {
      why: "of two product discounts on one line the greater",
      lines: [line(1000n)],
      discounts: [percentage(1000, { target: "product" }), percentage(2000, { target: "product" })],
      shares: [[200n]],
    },
    {
      why: "two order codes, the second on what the first left",
      lines: [line(1000n)],
      discounts: [percentage(1000), percentage(1000)],
      shares: [[100n, 90n]],
    },
    { why: "half a cent goes up", lines: [line(5n)], discounts: [percentage(1000)], shares: [[1n]] },
  ])("$why", ({ lines, discounts, shares }) => {
    const priced = priceCart(cart(lines, { discounts }));
    expect(priced.lines.map((it) => it.allocations.map((share) => share.amount))).toEqual(shares);
    expect(priced.discountTotal).toBe(shares.flat().reduce((a, b) => a + b, 0n));
  });
});

describe("taxes", () => {
  test.each([
    {
      why: "exclusive: on the discounted line",
      taxesIncluded: false,
      taxes: vat,
      taxed: 1000n,
      tax: [180n],
      total: 1080n,
    },
    {
      why: "inclusive: out of the discounted line",
      taxesIncluded: true,
      taxes: vat,
      taxed: 1200n,
      tax: [180n],
      total: 1080n,
    },
    {
      why: "two exclusive rates",
      taxesIncluded: false,
      taxes: [
        { title: "GST", rateBps: 500 },
        { title: "QST", rateBps: 998 },
      ],
      taxed: 1000n,
      tax: [45n, 90n],
      total: 1035n,
    },
    {
      why: "two inclusive rates do not tax each other",
      taxesIncluded: true,
      taxes: [
        { title: "A", rateBps: 1000 },
        { title: "B", rateBps: 1000 },
      ],
      taxed: 1200n,
      tax: [90n, 90n],
      total: 1080n,
    },
  ])("$why", ({ taxesIncluded, taxes, taxed, tax, total }) => {
    const priced = priceCart(cart([line(taxed)], { taxesIncluded, taxes, discounts: [percentage(1000)] }));
    expect(priced.lines[0]?.taxLines.map((it) => it.amount)).toEqual(tax);
    expect(priced.total).toBe(total);
  });

  test("neither gift cards nor untaxed goods nor tips are taxed", () => {
    const lines = [line(1000n, 1, { giftCard: true }), line(1000n, 1, { taxable: false })];
    const priced = priceCart(cart(lines, { taxes: vat, tipMinor: 300n }));
    expect(priced).toMatchObject({ taxTotal: 0n, tip: 300n, total: 2300n, subtotal: 2000n });
  });
});

describe("shipping", () => {
  const shipping = { title: "Standard", priceMinor: 500n, taxable: true };

  test("is taxed and added after the subtotal", () => {
    expect(priceCart(cart([line(1000n)], { taxes: vat, shipping }))).toMatchObject({
      subtotal: 1000n,
      shippingTotal: 500n,
      taxTotal: 300n,
      total: 1800n,
    });
  });

  test("a free-shipping code takes its price and its tax away, and nothing from the lines", () => {
    const priced = priceCart(
      cart([line(1000n)], { taxes: vat, shipping, discounts: [percentage(10_000, { target: "shipping" })] }),
    );
    expect(priced).toMatchObject({
      subtotal: 1000n,
      discountTotal: 500n,
      shippingTotal: 500n,
      taxTotal: 200n,
      total: 1200n,
    });
  });
});
