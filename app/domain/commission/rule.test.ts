import { describe, expect, test } from "vitest";
import { aRule } from "../../../tests/builders/offer.ts";
import { at } from "../../../tests/builders/order.ts";
import { FETCHED_MATCH_KEYS, MATCH_KEYS, parseRule, readsHistory, readsProducts, readsTotals } from "./rule.ts";

const problems = (document: unknown): string[] => {
  const parsed = parseRule(document);
  return parsed.kind === "rule" ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`);
};
const percent = { percent: { bps: 1000 } };
const salesTiers = (steps: unknown[], more = {}) => ({
  tiers: { by: "net_sales", period: "all_time", mode: "whole", steps, ...more },
});

describe("a rule as a person writes it", () => {
  test("one earning key is enough; the rest has defaults", () => {
    expect(aRule(percent)).toEqual({
      base: "after_discounts",
      percent: { bps: 1000 },
      overrides: [],
      exclusions: [],
      orders: { excludeSources: [], excludeTags: [], excludeBusinessBuyers: false },
      customers: {},
      evidence: {},
      repeat: { kind: "all_orders" },
      caps: {},
    });
  });

  test.each([
    { percent: { bps: 0 } },
    { flatPerOrder: { amountMinor: "5" } },
    { flatPerItem: { amountMinor: "0" } },
    salesTiers([{ fromMinor: "0", bps: 1 }]),
    { customers: { new: null } },
    { evidence: {} },
  ])("%j gives something to earn", (document) => expect(problems(document)).toEqual([]));

  test("amounts and instants become what they mean", () => {
    const rule = aRule({
      flatPerOrder: { amountMinor: "0125" },
      boost: { from: "2026-11-27T00:00:00Z", until: "2026-12-01T00:00:00+01:00", bps: 10_000 },
      caps: { perOrderMinor: "5000", perCreatorMonthMinor: "0", budgetMinor: "1000000000000000" },
      orders: { excludeTags: ["wholesale"] },
      repeat: { kind: "months", count: 1200 },
      lifetime: { months: 1 },
    });
    expect(rule.flatPerOrder).toEqual({ amountMinor: 125n });
    expect(rule.boost).toEqual({ from: at("2026-11-27T00:00:00Z"), until: at("2026-11-30T23:00:00Z"), bps: 10_000 });
    expect(rule.caps).toEqual({ perOrderMinor: 5000n, perCreatorMonthMinor: 0n, budgetMinor: 10n ** 15n });
    expect(rule.orders).toEqual({ excludeSources: [], excludeTags: ["wholesale"], excludeBusinessBuyers: false });
  });

  test("the keys of a match, most specific first", () => {
    expect(MATCH_KEYS).toEqual(["variant", "product", "sku", "collection", "productType", "vendor", "tag"]);
    expect(FETCHED_MATCH_KEYS).toEqual(["collection", "productType", "tag"]);
  });
});

describe("what is wrong is told with its place and remedy", () => {
  const bpsNumber = "must be basis points: a whole number from 0 to 10000 (100 %)";
  const minorText = 'must be minor units as text, such as "1250"';
  const inRange = "must be 0 or more, and no more than any order";
  const instantText = 'must be an ISO 8601 instant with its zone, such as "2026-11-27T00:00:00Z"';
  const something = "needs at least one of percent, flatPerOrder, flatPerItem, tiers, customers, evidence";
  test.each([
    { document: {}, is: `: ${something}` },
    { document: null, is: `: ${something}` },
    { document: "10 %", is: `: ${something}` },
    { document: { lifetime: { months: 1 } }, is: `: ${something}` },
    { document: { percent: { bps: "10" } }, is: `percent.bps: ${bpsNumber}` },
    { document: { percent: {} }, is: `percent.bps: ${bpsNumber}` },
    { document: { percent: { bps: 10.5 } }, is: "percent.bps: must be a whole number of basis points (10 % is 1000)" },
    { document: { percent: { bps: -1 } }, is: "percent.bps: must be 0 or more basis points" },
    { document: { percent: { bps: 10_001 } }, is: "percent.bps: must be 10000 basis points (100 %) at most" },
    { document: { flatPerOrder: { amountMinor: 100 } }, is: `flatPerOrder.amountMinor: ${minorText}` },
    { document: { flatPerOrder: { amountMinor: "1.00" } }, is: `flatPerOrder.amountMinor: ${minorText}` },
    { document: { flatPerOrder: { amountMinor: "1".repeat(17) } }, is: `flatPerOrder.amountMinor: ${minorText}` },
    { document: { flatPerItem: { amountMinor: "-1" } }, is: `flatPerItem.amountMinor: ${inRange}` },
    { document: { ...percent, caps: { budgetMinor: "1000000000000001" } }, is: `caps.budgetMinor: ${inRange}` },
    {
      document: { ...percent, overrides: [{ match: {}, bps: 1 }] },
      is: `overrides.0.match: needs at least one of ${MATCH_KEYS.join(", ")}`,
    },
    {
      document: { ...percent, overrides: [{ match: { product: 632910392 }, bps: 1 }] },
      is: "overrides.0.match.product: must be text, as Shopify writes it",
    },
    { document: { ...percent, exclusions: [{ vendor: "" }] }, is: "exclusions.0.vendor: must not be empty" },
    { document: salesTiers([]), is: "tiers.steps: needs at least one step" },
    { document: salesTiers([{ fromMinor: "1", bps: 1 }]), is: "tiers.steps.0: the first step must start at 0" },
    {
      document: salesTiers([
        { fromMinor: "0", bps: 1 },
        { fromMinor: "0", bps: 2 },
      ]),
      is: "tiers.steps.1: steps must start higher than the one before",
    },
    {
      document: salesTiers([
        { fromMinor: "0", bps: 1 },
        { fromMinor: "9", bps: 2 },
        { fromMinor: "8", bps: 3 },
      ]),
      is: "tiers.steps.2: steps must start higher than the one before",
    },
    {
      document: { tiers: { by: "orders", period: "all_time", mode: "whole", steps: [{ fromCount: -1, bps: 1 }] } },
      is: "tiers.steps.0.fromCount: must be 0 or more",
    },
    {
      document: { tiers: { by: "orders", period: "all_time", mode: "whole", steps: [{ fromCount: 0.5, bps: 1 }] } },
      is: "tiers.steps.0.fromCount: must be a whole number",
    },
    {
      document: { tiers: { by: "orders", period: "all_time", mode: "whole", steps: [{ fromCount: 1, bps: 1 }] } },
      is: "tiers.steps.0: the first step must start at 0",
    },
    { document: { ...percent, repeat: { kind: "first_orders", count: 0 } }, is: "repeat.count: must be 1 or more" },
    { document: { ...percent, repeat: { kind: "months", count: "3" } }, is: "repeat.count: must be a whole number" },
    { document: { ...percent, repeat: { kind: "months", count: 0 } }, is: "repeat.count: must be 1 or more" },
    { document: { ...percent, repeat: { kind: "months", count: 1.5 } }, is: "repeat.count: must be a whole number" },
    { document: { ...percent, lifetime: { months: "1" } }, is: "lifetime.months: must be a whole number" },
    { document: { ...percent, lifetime: { months: 0 } }, is: "lifetime.months: must be 1 or more" },
    {
      document: { ...percent, boost: { from: "2026-11-27T00:00:00", until: "2026-12-01T00:00:00Z", bps: 1 } },
      is: `boost.from: ${instantText}`,
    },
    {
      document: { ...percent, boost: { from: 5, until: "2026-12-01T00:00:00Z", bps: 1 } },
      is: `boost.from: ${instantText}`,
    },
    {
      document: { ...percent, boost: { from: "2026-12-01T00:00:00Z", until: "2026-12-01T00:00:00Z", bps: 1 } },
      is: "boost.until: must be later than `from`",
    },
  ])("$is", ({ document, is }) => expect(problems(document)).toContain(is));

  test.each([
    { document: { ...percent, percentage: { bps: 1 } }, key: "percentage" },
    { document: { percent: { bps: 1, bip: 2 } }, key: "bip" },
    { document: { ...percent, customers: { old: null } }, key: "old" },
    { document: { ...percent, evidence: { tiktok: { bps: 1 } } }, key: "tiktok" },
    { document: { ...percent, orders: { excludeChannels: [] } }, key: "excludeChannels" },
    { document: { ...percent, caps: { perYearMinor: "5" } }, key: "perYearMinor" },
    { document: { ...percent, lifetime: { months: 1, days: 2 } }, key: "days" },
    { document: { ...percent, overrides: [{ match: { colour: "red" }, bps: 1 }] }, key: "colour" },
  ])("a document newer than the code is refused, not half understood: $key", ({ document, key }) => {
    expect(problems(document).join("\n")).toContain(`"${key}"`);
  });

  test.each([
    { ...percent, base: "before_tax" },
    { ...percent, repeat: { kind: "second_order" } },
    salesTiers([{ fromMinor: "0", bps: 1 }], { mode: "steepest" }),
    salesTiers([{ fromMinor: "0", bps: 1 }], { period: "week" }),
    salesTiers([{ fromCount: 0, bps: 1 }]),
    { ...percent, lifetime: { months: 1201 } },
    { ...percent, repeat: { kind: "months", count: 1201 } },
    { ...percent, customers: { new: 500 } },
  ])("%j is refused", (document) => expect(problems(document)).not.toEqual([]));
});

test.each([
  { rule: percent, reads: false },
  { rule: { ...percent, caps: { perOrderMinor: "5" } }, reads: false },
  { rule: { ...percent, caps: { perCreatorMonthMinor: "5" } }, reads: true },
  { rule: { ...percent, caps: { budgetMinor: "5" } }, reads: true },
  { rule: salesTiers([{ fromMinor: "0", bps: 1 }]), reads: true },
])("$rule reads running totals: $reads", ({ rule, reads }) => expect(readsTotals(aRule(rule))).toBe(reads));

test.each([
  { rule: percent, reads: false },
  { rule: { ...percent, exclusions: [{ vendor: "A" }] }, reads: false },
  { rule: { ...percent, exclusions: [{ vendor: "A" }, { tag: "b" }] }, reads: true },
  { rule: { ...percent, exclusions: [{ productType: "b" }] }, reads: true },
  { rule: { ...percent, overrides: [{ match: { sku: "A" }, bps: 1 }] }, reads: false },
  { rule: { ...percent, overrides: [{ match: { sku: "A", collection: "5" }, bps: 1 }] }, reads: true },
])("$rule needs the Admin API to know a product: $reads", ({ rule, reads }) =>
  expect(readsProducts(aRule(rule))).toBe(reads),
);

test.each([
  { rule: percent, reads: "no" },
  { rule: { ...percent, repeat: { kind: "all_orders" }, lifetime: { months: 1 } }, reads: "no" },
  { rule: { customers: { new: null } }, reads: "first" },
  { rule: { customers: { returning: null } }, reads: "first" },
  { rule: { ...percent, repeat: { kind: "first_order" } }, reads: "first" },
  { rule: { customers: { new: null }, repeat: { kind: "first_orders", count: 2 } }, reads: "count" },
  { rule: { ...percent, repeat: { kind: "months", count: 2 } }, reads: "count" },
])("$rule asks for a customer's place: $reads", ({ rule, reads }) => expect(readsHistory(aRule(rule))).toBe(reads));
