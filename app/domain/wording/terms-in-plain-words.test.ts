import { describe, expect, test } from "vitest";
import { parseRule, type OfferRule } from "../commission/rule.ts";
import { readShopperTerms } from "../offer/shopper-terms.ts";
import { earningsHeadline, savingHeadline } from "./earnings-in-words.ts";
import { termsInPlainWords, type PlainLine } from "./terms-in-plain-words.ts";

/** A text to be met exactly, or a pattern. */
const like = (says: string | RegExp): string => (typeof says === "string" ? says : expect.stringMatching(says));

const formats = {
  money: (minor: bigint) => `$${minor}c`,
  day: (at: number) => new Date(at).toISOString().slice(0, 10),
};

function ruleOf(document: unknown): OfferRule {
  const parsed = parseRule(document);
  if (parsed.kind === "invalid") throw new Error(JSON.stringify(parsed.problems));
  return parsed.rule;
}
const lineOf = (key: PlainLine["key"], document: object, change: object = {}, own: number | null = null): string => {
  const terms = { rule: ruleOf(document), attributionWindowDays: 30, holdDays: 30, noticeDays: 30, ...change };
  return termsInPlainWords(terms, formats, own).find((line) => line.key === key)?.text ?? "";
};
const percent = { percent: { bps: 1000 } };

describe("what you earn", () => {
  test.each([
    { rule: percent, says: "10% of each sale." },
    { rule: { percent: { bps: 1250 } }, says: "12.5% of each sale." },
    { rule: { percent: { bps: 5 } }, says: "0.05% of each sale." },
    { rule: { flatPerOrder: { amountMinor: "500" } }, says: "$500c for each order." },
    { rule: { ...percent, flatPerItem: { amountMinor: "50" } }, says: "10% of each sale. On top: $50c for each item." },
    { rule: { ...percent, flatPerOrder: { amountMinor: "0" } }, says: "10% of each sale." },
    {
      rule: { ...percent, customers: { new: { bps: 2000 }, returning: null } },
      says: "20% for new customers and nothing for orders of returning customers. Otherwise 10% of each sale.",
    },
    {
      rule: { evidence: { code: { bps: 800 }, click: { bps: 1200 } } },
      says: "8% when your code is on the order and 12% when your link was clicked.",
    },
    {
      rule: {
        tiers: {
          by: "net_sales",
          period: "calendar_month",
          mode: "marginal",
          steps: [
            { fromMinor: "0", bps: 1000 },
            { fromMinor: "100000", bps: 1500 },
          ],
        },
      },
      says: "10% of each sale, then 15% from $100000c in a month.",
    },
    {
      rule: {
        tiers: {
          by: "orders",
          period: "all_time",
          mode: "whole",
          steps: [
            { fromCount: 0, bps: 500 },
            { fromCount: 1, bps: 700 },
            { fromCount: 10, bps: 1000 },
          ],
        },
      },
      says: "5% of each sale, then 7% from 1 order in all, then 10% from 10 orders in all.",
    },
    {
      rule: {
        ...percent,
        overrides: [
          { match: { vendor: "Acme" }, bps: 2000 },
          { match: { product: "6329" }, bps: 0 },
        ],
      },
      says: "10% of each sale. Special rates: 20% for products by Acme and 0% for a product that the brand chose.",
    },
    {
      rule: { ...percent, overrides: ["a", "b", "c", "d", "e"].map((sku) => ({ match: { sku }, bps: 100 })) },
      says: /and other rates for 2 more choices of products\.$/,
    },
    {
      rule: { ...percent, boost: { from: "2026-11-27T00:00:00Z", until: "2026-12-01T00:00:00Z", bps: 2000 } },
      says: "10% of each sale. At least 20% from 2026-11-27 to 2026-12-01.",
    },
    {
      rule: { ...percent, repeat: { kind: "first_order" } },
      says: "10% of each sale. Only a customer's first order earns.",
    },
    {
      rule: { ...percent, repeat: { kind: "first_orders", count: 3 } },
      says: "10% of each sale. Only a customer's first 3 orders earn.",
    },
    {
      rule: { ...percent, repeat: { kind: "months", count: 1 } },
      says: "10% of each sale. A customer's orders earn for 1 month after their first one.",
    },
  ])("$says", ({ rule, says }) => {
    const text = lineOf("earn", rule);
    expect(text).toEqual(like(says));
  });

  test("one's own rate is said instead of the offer's", () =>
    expect(lineOf("earn", percent, {}, 1800)).toBe("You have your own rate: 18% of each sale."));
});

test.each([
  {
    rule: percent,
    says: "The price of the products after discounts, without tax. Shipping, gift cards, tips and whatever is refunded do not count.",
  },
  { rule: { ...percent, base: "before_discounts" }, says: /before discounts, without tax/ },
  {
    rule: { ...percent, exclusions: [{ vendor: "Acme" }, { tag: "sale" }] },
    says: /Left out: products by Acme and products tagged sale\.$/,
  },
  {
    rule: { ...percent, exclusions: ["a", "b", "c", "d"].map((tag) => ({ tag })) },
    says: /Left out: products tagged a, products tagged b, products tagged c and 1 more choice of products\.$/,
  },
])("on what: $says", ({ rule, says }) => {
  const text = lineOf("on", rule);
  expect(text).toEqual(like(says));
});

test.each([
  { days: 0, says: /^As soon as the order is paid\./ },
  { days: 1, says: /^1 day after the order, once it is paid\./ },
  { days: 30, says: /^30 days after the order, once it is paid\./ },
])("payable after $days days", ({ days, says }) =>
  expect(lineOf("payable", percent, { holdDays: days })).toMatch(says),
);

test.each([
  { days: 0, rule: percent, says: /^Clicks do not count\. Your code counts/ },
  { days: 1, rule: percent, says: /within 1 day of a click/ },
  {
    days: 30,
    rule: percent,
    says: /within 30 days of a click on your link counts as yours\. .* until 14 days after the partnership ends\.$/,
  },
  {
    days: 30,
    rule: { ...percent, lifetime: { months: 12 } },
    says: /later orders are yours for 12 months, if nobody else sent them\.$/,
  },
])("window of $days days: $says", ({ days, rule, says }) =>
  expect(lineOf("window", rule, { attributionWindowDays: days })).toMatch(says),
);

test.each([
  {
    rule: percent,
    notice: 30,
    says: "No upper limit. Your own orders never earn. If the terms get worse you are told 30 days before; earlier orders keep the old ones.",
  },
  {
    rule: { ...percent, caps: { perOrderMinor: "5000", perCreatorMonthMinor: "100000", budgetMinor: "900000" } },
    notice: 14,
    says: /^At most \$5000c for an order, \$100000c for you in a month and \$900000c for all creators together\. .* told 14 days before/,
  },
  {
    rule: {
      ...percent,
      orders: { excludeSources: ["POS", "amazon"], excludeTags: ["wholesale"], excludeBusinessBuyers: true },
    },
    notice: 30,
    says: /Never: orders made in a physical store, orders from amazon, orders tagged wholesale and orders of businesses\./,
  },
  { rule: percent, notice: 0, says: /may change the terms at any time; you are told/ },
])("limits: $says", ({ rule, notice, says }) => {
  const text = lineOf("limits", rule, { noticeDays: notice });
  expect(text).toEqual(like(says));
});

test("five lines, each with something to say", () => {
  const terms = { rule: ruleOf(percent), attributionWindowDays: 30, holdDays: 30, noticeDays: 30 };
  const lines = termsInPlainWords(terms, formats);
  expect(lines.map(({ key }) => key)).toEqual(["earn", "on", "payable", "window", "limits"]);
  expect(
    lines.every(({ title, text }) => title !== "" && text.endsWith(".") && !/undefined|null|\s{2}/.test(text)),
  ).toBe(true);
});

test.each([
  { rule: percent, says: "10% of each sale" },
  { rule: { flatPerOrder: { amountMinor: "500" } }, says: "$500c for each order" },
  { rule: { ...percent, flatPerItem: { amountMinor: "50" } }, says: "10% of each sale + $50c for each item" },
  { rule: { ...percent, customers: { new: { bps: 2000 } } }, says: "10% to 20% of each sale" },
  { rule: { evidence: { code: { bps: 800 } } }, says: "8% of each sale" },
  {
    rule: {
      customers: { new: { bps: 2000 } },
      tiers: { by: "net_sales", period: "all_time", mode: "whole", steps: [{ fromMinor: "0", bps: 1000 }] },
    },
    says: "10% to 20% of each sale",
  },
  { rule: { customers: { returning: null } }, says: "Nothing for sales of this kind" },
])("headline: $says", ({ rule, says }) => expect(earningsHeadline(ruleOf(rule), formats)).toBe(says));

test.each([
  { terms: {}, says: null },
  { terms: { percent: { bps: 1000 } }, says: "10% off" },
  {
    terms: { fixed: { amountMinor: "500" }, minimumMinor: "2000", oncePerCustomer: true },
    says: "$500c off from $2000c, once per customer",
  },
])("saving: $says", ({ terms, says }) => expect(savingHeadline(readShopperTerms(terms), formats)).toBe(says));
