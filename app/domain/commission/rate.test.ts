import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aPartnership, aRule } from "../../../tests/builders/offer.ts";
import { aLine, at } from "../../../tests/builders/order.ts";
import { type ProductFacts, traitsOf } from "./line-traits.ts";
import { type RateContext, matches, ratesFor } from "./rate.ts";

const mug = aLine({ variantId: "21", productId: "11", sku: "MUG", vendor: "Acme" });
const product: ProductFacts = { productType: "Mugs", tags: ["summer", "blue"], collectionIds: ["5", "6"] };
const traits = traitsOf(mug, product);

type Change = Partial<Omit<RateContext, "tierTotal">> & { beforeOrder?: bigint; beforeLine?: bigint };

function rates(document: Record<string, unknown>, amountMinor = 1000n, change: Change = {}) {
  const { beforeOrder = 0n, beforeLine = beforeOrder, ...rest } = change;
  const parts = ratesFor(aRule(document), traits, amountMinor, {
    partnership: aPartnership(),
    evidence: "code",
    customer: { kind: "guest" },
    processedAt: at("2026-11-20T10:00:00Z"),
    tierTotal: { beforeOrder, beforeLine },
    ...rest,
  });
  return parts.map(({ commissionableMinor, bps, why }) => `${commissionableMinor} at ${bps}: ${why}`);
}

describe("matching a line", () => {
  test.each([
    { match: { variant: "21" }, is: true },
    { match: { product: "11" }, is: true },
    { match: { sku: "MUG" }, is: true },
    { match: { sku: "mug" }, is: false },
    { match: { vendor: "Acme" }, is: true },
    { match: { vendor: " Acme" }, is: false },
    { match: { productType: "Mugs" }, is: true },
    { match: { tag: "blue" }, is: true },
    { match: { collection: "6" }, is: true },
    { match: { collection: "7" }, is: false },
    { match: { vendor: "Acme", sku: "MUG" }, is: true },
    { match: { vendor: "Acme", sku: "CUP" }, is: false },
  ])("$match: $is", ({ match, is }) => expect(matches(match, traits)).toBe(is));
});

describe("the first part of the rule that speaks", () => {
  const all = {
    overrides: [{ match: { vendor: "Acme" }, bps: 100 }],
    customers: { new: { bps: 300 } },
    evidence: { code: { bps: 400 } },
    tiers: { by: "net_sales", period: "all_time", mode: "whole", steps: [{ fromMinor: "0", bps: 500 }] },
    percent: { bps: 600 },
  };
  const without = (...keys: (keyof typeof all)[]): Record<string, unknown> =>
    Object.fromEntries(Object.entries(all).filter(([key]) => !(keys as string[]).includes(key)));
  const own = aPartnership("maya", { ownRateBps: 200 });

  test.each([
    { why: "an override", rule: all, partnership: own, is: "1000 at 100: override" },
    {
      why: "then the partnership's own rate",
      rule: without("overrides"),
      partnership: own,
      is: "1000 at 200: partnership",
    },
    {
      why: "an own rate of 0 speaks",
      rule: all,
      partnership: aPartnership("maya", { ownRateBps: 0 }),
      is: "1000 at 100: override",
    },
    { why: "then customers", rule: without("overrides"), is: "1000 at 300: customers" },
    { why: "then evidence", rule: without("overrides", "customers"), is: "1000 at 400: evidence" },
    { why: "then tiers", rule: without("overrides", "customers", "evidence"), is: "1000 at 500: tiers" },
    { why: "then percent", rule: { percent: { bps: 600 } }, is: "1000 at 600: percent" },
  ])("$why", ({ rule, partnership = aPartnership(), is }) => expect(rates(rule, 1000n, { partnership })).toEqual([is]));

  test("an own rate of 0 is a rate", () => {
    expect(rates({ percent: { bps: 600 } }, 1000n, { partnership: aPartnership("m", { ownRateBps: 0 }) })).toEqual([
      "1000 at 0: partnership",
    ]);
  });

  test("customers that do not speak let the next one speak", () => {
    const customer = { kind: "known", index: 3, firstProcessedAt: at("2026-01-01T00:00:00Z") } as const;
    expect(rates({ customers: { new: { bps: 300 } }, percent: { bps: 600 } }, 1000n, { customer })).toEqual([
      "1000 at 600: percent",
    ]);
  });

  test("evidence has a rate for its own kind alone", () => {
    const rule = { evidence: { click: { bps: 1200 } }, percent: { bps: 600 } };
    expect(rates(rule, 1000n, { evidence: "click" })).toEqual(["1000 at 1200: evidence"]);
    expect(rates(rule, 1000n, { evidence: "code" })).toEqual(["1000 at 600: percent"]);
  });

  test("nothing speaks", () => expect(rates({ flatPerOrder: { amountMinor: "5" } })).toEqual([]));
});

describe("overrides", () => {
  const override = (match: Record<string, string>, bps: number) => ({ match, bps });
  const ranked = [
    override({ variant: "21" }, 7),
    override({ product: "11" }, 6),
    override({ sku: "MUG" }, 5),
    override({ collection: "5" }, 4),
    override({ productType: "Mugs" }, 3),
    override({ vendor: "Acme" }, 2),
    override({ tag: "blue" }, 1),
  ];
  test.each(ranked.map((_, index) => ({ most: ranked[index]?.bps, list: ranked.slice(index).toReversed() })))(
    "the most specific wins, wherever it stands: $most",
    ({ most, list }) =>
      expect(rates({ percent: { bps: 600 }, overrides: list })).toEqual([`1000 at ${most}: override`]),
  );

  test.each([
    {
      why: "of equal rank the first in the list",
      list: [override({ sku: "MUG" }, 1), override({ sku: "MUG" }, 2)],
      is: 1,
    },
    {
      why: "several keys rank as their most specific",
      list: [override({ sku: "MUG" }, 1), override({ vendor: "Acme", product: "11" }, 2)],
      is: 2,
    },
    {
      why: "what does not match is left aside",
      list: [override({ variant: "99" }, 1), override({ tag: "blue" }, 2)],
      is: 2,
    },
  ])("$why", ({ list, is }) =>
    expect(rates({ percent: { bps: 600 }, overrides: list })).toEqual([`1000 at ${is}: override`]),
  );
});

describe("boost", () => {
  const boost = { from: "2026-11-20T10:00:00Z", until: "2026-11-20T11:00:00Z", bps: 900 };
  test.each([
    { why: "lifts what is lower", rule: { percent: { bps: 600 }, boost }, is: ["1000 at 900: boost"] },
    { why: "leaves what is higher", rule: { percent: { bps: 1000 }, boost }, is: ["1000 at 1000: percent"] },
    { why: "does not show where it is equal", rule: { percent: { bps: 900 }, boost }, is: ["1000 at 900: percent"] },
    {
      why: "lifts an override too",
      rule: { percent: { bps: 600 }, overrides: [{ match: { sku: "MUG" }, bps: 0 }], boost },
      is: ["1000 at 900: boost"],
    },
    {
      why: "gives a rate where none speaks",
      rule: { flatPerOrder: { amountMinor: "5" }, boost },
      is: ["1000 at 900: boost"],
    },
  ])("$why", ({ rule, is }) => expect(rates(rule)).toEqual(is));

  test.each([
    { when: "2026-11-20T09:59:59.999Z", bps: 600 },
    { when: "2026-11-20T10:00:00Z", bps: 900 },
    { when: "2026-11-20T10:59:59.999Z", bps: 900 },
    { when: "2026-11-20T11:00:00Z", bps: 600 },
  ])("from inclusive, until exclusive: $when is $bps", ({ when, bps }) =>
    expect(rates({ percent: { bps: 600 }, boost }, 1000n, { processedAt: at(when) })[0]).toContain(`at ${bps}:`),
  );

  test("no boost, no rate: nothing, before it begins", () => {
    const processedAt = at("2026-11-19T00:00:00Z");
    expect(rates({ flatPerOrder: { amountMinor: "5" }, boost }, 1000n, { processedAt })).toEqual([]);
  });
});

describe("tiers", () => {
  const steps = [
    { fromMinor: "0", bps: 500 },
    { fromMinor: "1000", bps: 1000 },
    { fromMinor: "3000", bps: 2000 },
  ];
  const tiers = (mode: string, more: Record<string, unknown> = {}) => ({
    tiers: { by: "net_sales", period: "all_time", mode, steps },
    ...more,
  });

  test.each([
    { why: "within the first step", before: 0n, amount: 400n, is: ["400 at 500: tiers"] },
    { why: "up to a step's start exactly", before: 0n, amount: 1000n, is: ["1000 at 500: tiers"] },
    { why: "over a start", before: 800n, amount: 400n, is: ["200 at 500: tiers", "200 at 1000: tiers"] },
    {
      why: "over two",
      before: 800n,
      amount: 3000n,
      is: ["200 at 500: tiers", "2000 at 1000: tiers", "800 at 2000: tiers"],
    },
    { why: "from a start on", before: 1000n, amount: 1n, is: ["1 at 1000: tiers"] },
    { why: "beyond the last", before: 9000n, amount: 7n, is: ["7 at 2000: tiers"] },
    { why: "nothing is listed at its step's rate", before: 1000n, amount: 0n, is: ["0 at 1000: tiers"] },
  ])("marginal, $why", ({ before, amount, is }) =>
    expect(rates(tiers("marginal"), amount, { beforeOrder: before })).toEqual(is),
  );

  test("marginal goes on from the line before", () => {
    expect(rates(tiers("marginal"), 400n, { beforeOrder: 0n, beforeLine: 900n })).toEqual([
      "100 at 500: tiers",
      "300 at 1000: tiers",
    ]);
  });

  test.each([
    { before: 0n, amount: 5000n, bps: 500 },
    { before: 999n, amount: 5000n, bps: 500 },
    { before: 1000n, amount: 5000n, bps: 1000 },
    { before: 3000n, amount: 1n, bps: 2000 },
  ])("whole uses the total before the order: $before", ({ before, amount, bps }) =>
    expect(rates(tiers("whole"), amount, { beforeOrder: before, beforeLine: 99_999n })).toEqual([
      `${amount} at ${bps}: tiers`,
    ]),
  );

  test.each(["marginal", "whole"])("by orders, %s: the whole line at the step of the earlier orders", (mode) => {
    const rule = {
      tiers: {
        by: "orders",
        period: "all_time",
        mode,
        steps: [
          { fromCount: 0, bps: 500 },
          { fromCount: 2, bps: 1000 },
        ],
      },
    };
    expect(rates(rule, 5000n, { beforeOrder: 1n })).toEqual(["5000 at 500: tiers"]);
    expect(rates(rule, 5000n, { beforeOrder: 2n, beforeLine: 99_999n })).toEqual(["5000 at 1000: tiers"]);
  });

  test("a boost lifts each part; neighbours of one rate and reason become one", () => {
    const boost = { from: "2026-11-01T00:00:00Z", until: "2026-12-01T00:00:00Z", bps: 1500 };
    expect(rates(tiers("marginal", { boost }), 3000n, { beforeOrder: 800n })).toEqual([
      "2200 at 1500: boost",
      "800 at 2000: tiers",
    ]);
  });

  test("neighbours of one rate and different reasons stay two", () => {
    const boost = { from: "2026-11-01T00:00:00Z", until: "2026-12-01T00:00:00Z", bps: 1000 };
    expect(rates(tiers("marginal", { boost }), 400n, { beforeOrder: 800n })).toEqual([
      "200 at 1000: boost",
      "200 at 1000: tiers",
    ]);
  });

  test("steps of one rate become one", () => {
    const rule = {
      tiers: {
        by: "net_sales",
        period: "all_time",
        mode: "marginal",
        steps: [
          { fromMinor: "0", bps: 500 },
          { fromMinor: "10", bps: 500 },
        ],
      },
    };
    expect(rates(rule, 100n)).toEqual(["100 at 500: tiers"]);
  });

  test("marginal parts add up, in rising steps", () =>
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 5000n }), fc.bigInt({ min: 0n, max: 9000n }), (before, amount) => {
        const parts = rates(tiers("marginal"), amount, { beforeOrder: before }).map((part) => part.split(" "));
        expect(parts.reduce((sum, [minor]) => sum + BigInt(minor ?? 0), 0n)).toBe(amount);
        const bps = parts.map(([, , rate]) => Number.parseInt(rate ?? "", 10));
        expect(bps).toEqual(bps.toSorted((a, b) => a - b));
        expect(new Set(bps).size).toBe(bps.length);
      }),
    ));
});
