import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyLines } from "../../../tests/builders/arbitraries.ts";
import { aContext, aPartnership, aRule, creditedTo } from "../../../tests/builders/offer.ts";
import { aChargeback, aLine, aRefund, anOrder, at, paidBack } from "../../../tests/builders/order.ts";
import type { Attribution } from "../attribution/attribute.ts";
import type { OrderState } from "../order/state.ts";
import { type Commission, commissionsFor } from "./commissions-for.ts";

type Rule = Record<string, unknown>;
const tenPercent = { percent: { bps: 1000 } };
const both = () => creditedTo([aPartnership("maya"), aPartnership("ben")]);

function commissions(
  order: OrderState,
  rule: Rule = tenPercent,
  { attribution = creditedTo(), ...context }: Parameters<typeof aContext>[0] & { attribution?: Attribution } = {},
): Commission[] {
  return commissionsFor(order, attribution, { id: "offer", rule: aRule(rule) }, aContext(context));
}

/** `line commissionable bps amount why`, one a line. */
const entries = (commission: Commission | undefined) =>
  commission?.entries.map(({ lineId, commissionableMinor, bps, amountMinor, why }) =>
    [lineId, commissionableMinor, bps, amountMinor, why].map(String).join(" "),
  );
const amounts = (all: readonly Commission[]) =>
  Object.fromEntries(all.map(({ partnership, amountMinor }) => [partnership.creator, amountMinor]));

describe("a percentage", () => {
  test("of each line, rounded once over the order; the parts by largest remainder", () => {
    // 10 % of 0.04, 0.04 and 0.04: 0.4 each, 1.2 together, rounded to 1; the first of the equal remainders gets it.
    const lines = ["1", "2", "3"].map((id) => aLine({ id, priceMinor: 4n }));
    const [commission] = commissions(anOrder({ lines }));
    expect(commission?.amountMinor).toBe(1n);
    expect(entries(commission)).toEqual(["1 4 1000 1 percent", "2 4 1000 0 percent", "3 4 1000 0 percent"]);
  });

  test("half a cent is rounded away from zero", () => {
    expect(amounts(commissions(anOrder({ lines: [aLine({ priceMinor: 5n })] })))).toEqual({ maya: 1n });
    expect(amounts(commissions(anOrder({ lines: [aLine({ priceMinor: 4n })] })))).toEqual({ maya: 0n });
  });

  test("in a currency without decimals the minor unit is whole", () => {
    const lines = [aLine({ priceMinor: 1234n })];
    expect(amounts(commissions(anOrder({ lines }), { percent: { bps: 1500 } }))).toEqual({ maya: 185n }); // 185.1
  });

  test("an earning line with a rate is listed even at 0", () => {
    const [commission] = commissions(anOrder({ lines: [aLine({ currentQuantity: 0 })] }));
    expect(entries(commission)).toEqual(["1 0 1000 0 percent"]);
  });

  test("gift cards, tips and exclusions are no part of it", () => {
    const lines = [
      aLine({ id: "1", giftCard: true }),
      aLine({ id: "2", tip: true }),
      aLine({ id: "3", vendor: "Acme" }),
      aLine({ id: "4" }),
    ];
    const [commission] = commissions(anOrder({ lines }), { ...tenPercent, exclusions: [{ vendor: "Acme" }] });
    expect(entries(commission)).toEqual(["4 1000 1000 100 percent"]);
    expect(commission?.netSalesMinor).toBe(1000n);
  });

  test("a match that needs the Admin API asks for the line's product", () => {
    const productOf = (id: string) => (id === "11" ? { productType: "Mugs", tags: [], collectionIds: [] } : undefined);
    const lines = [aLine({ id: "1", productId: "11" }), aLine({ id: "2", productId: "12" }), aLine({ id: "3" })];
    const rule = { ...tenPercent, exclusions: [{ productType: "Mugs" }] };
    const [commission] = commissions(anOrder({ lines }), rule, { productOf });
    expect(commission?.entries.map(({ lineId }) => lineId)).toEqual(["2", "3"]);
  });

  test("the base may be before discounts", () => {
    const order = anOrder({ lines: [aLine({ discountMinor: 500n })] });
    expect(amounts(commissions(order, { ...tenPercent, base: "before_discounts" }))).toEqual({ maya: 100n });
    expect(amounts(commissions(order))).toEqual({ maya: 50n });
  });
});

describe("flat amounts", () => {
  const perItem = { flatPerItem: { amountMinor: "70" } };
  const perOrder = { flatPerOrder: { amountMinor: "300" } };

  test("for each unit left of a line that earns, behind the line; the order's last", () => {
    const lines = [aLine({ id: "1", quantity: 3, currentQuantity: 2 }), aLine({ id: "2" })];
    const [commission] = commissions(anOrder({ lines }), { ...tenPercent, ...perItem, ...perOrder });
    expect(entries(commission)).toEqual([
      "1 2000 1000 200 percent",
      "1 0 null 140 flat_per_item",
      "2 1000 1000 100 percent",
      "2 0 null 70 flat_per_item",
      "null 0 null 300 flat_per_order",
    ]);
    expect(commission?.amountMinor).toBe(810n);
  });

  test("none for a line with nothing to earn on, none when no line is left", () => {
    const free = aLine({ id: "1", priceMinor: 0n });
    const goneLine = aLine({ id: "2", currentQuantity: 0 });
    const rule = { ...perItem, ...perOrder };
    expect(entries(commissions(anOrder({ lines: [free, goneLine] }), rule)[0])).toEqual([]);
    expect(entries(commissions(anOrder({ lines: [free, aLine({ id: "3" })] }), rule)[0])).toEqual([
      "3 0 null 70 flat_per_item",
      "null 0 null 300 flat_per_order",
    ]);
  });

  test("need no rate", () => {
    expect(amounts(commissions(anOrder(), perItem))).toEqual({ maya: 70n });
    expect(amounts(commissions(anOrder(), perOrder))).toEqual({ maya: 300n });
  });
});

describe("splits", () => {
  const allocated = (id: string, maya: bigint, ben: bigint, priceMinor = 1000n) =>
    aLine({
      id,
      priceMinor,
      codeAllocations: [
        { code: "maya", amountMinor: maya },
        { code: "ben", amountMinor: ben },
      ],
    });

  test("by line and allocations; a line without goes to the first code in the order's list", () => {
    const lines = [allocated("1", 100n, 0n), allocated("2", 30n, 10n), aLine({ id: "3" })];
    const all = commissions(anOrder({ lines }), tenPercent, { attribution: both() });
    expect(all.map(({ partnership }) => partnership.creator)).toEqual(["ben", "maya"]);
    expect(entries(all[0])).toEqual(["2 250 1000 25 percent"]);
    expect(entries(all[1])).toEqual(["1 1000 1000 100 percent", "2 750 1000 75 percent", "3 1000 1000 100 percent"]);
    expect(all.map(({ netSalesMinor }) => netSalesMinor)).toEqual([250n, 2750n]);
  });

  test("each total is rounded on its own", () => {
    const lines = [allocated("1", 1n, 1n, 90n)]; // 45 each, 4.5 rounded to 5 each
    expect(amounts(commissions(anOrder({ lines }), tenPercent, { attribution: both() }))).toEqual({
      ben: 5n,
      maya: 5n,
    });
  });

  test("flat per item by the allocations, flat per order by commissionable amounts", () => {
    const lines = [allocated("1", 3n, 1n), allocated("2", 0n, 5n)]; // maya 750, ben 250 + 1000
    const rule = { flatPerItem: { amountMinor: "10" }, flatPerOrder: { amountMinor: "100" } };
    const all = commissions(anOrder({ lines }), rule, { attribution: both() });
    // 2.5 and 7.5 of 10: the largest remainder, a tie, goes by code points
    expect(entries(all[0])).toEqual([
      "1 0 null 3 flat_per_item",
      "2 0 null 10 flat_per_item",
      "null 0 null 63 flat_per_order",
    ]);
    expect(entries(all[1])).toEqual(["1 0 null 7 flat_per_item", "null 0 null 37 flat_per_order"]);
  });

  test("a code credited without any allocation is credited with 0", () => {
    const all = commissions(anOrder({ lines: [allocated("1", 5n, 0n)] }), tenPercent, { attribution: both() });
    expect(amounts(all)).toEqual({ ben: 0n, maya: 100n });
    expect(entries(all[0])).toEqual([]);
  });

  test("each creator has their own rate and totals", () => {
    const attribution = creditedTo([aPartnership("maya", { ownRateBps: 2000 }), aPartnership("ben")]);
    const lines = [allocated("1", 1n, 1n)];
    expect(amounts(commissions(anOrder({ lines }), tenPercent, { attribution }))).toEqual({ ben: 50n, maya: 100n });
  });

  test("partnerships of another offer are paid by that offer alone", () => {
    const attribution = creditedTo([aPartnership("maya"), aPartnership("ben", { offerId: "other" })]);
    const lines = [allocated("1", 1n, 1n)];
    expect(amounts(commissions(anOrder({ lines }), tenPercent, { attribution }))).toEqual({ maya: 50n });
  });
});

describe("whole orders that earn nothing", () => {
  const returning = { kind: "known", index: 1, firstProcessedAt: at("2026-01-01T00:00:00Z") } as const;
  const rich = {
    overrides: [{ match: { vendor: "Acme" }, bps: 2000 }],
    flatPerOrder: { amountMinor: "500" },
    flatPerItem: { amountMinor: "50" },
    boost: { from: "2026-01-01T00:00:00Z", until: "2027-01-01T00:00:00Z", bps: 3000 },
  };
  test.each([
    { why: "customers", rule: { customers: { returning: null } } },
    { why: "repeat", rule: { percent: { bps: 1000 }, repeat: { kind: "first_order" } } },
  ])("$why silences overrides, own rates, boost and flats too", ({ why, rule }) => {
    const attribution = creditedTo([aPartnership("maya", { ownRateBps: 5000 })]);
    const order = anOrder({ lines: [aLine({ vendor: "Acme" })] });
    const [commission] = commissions(order, { ...rich, ...rule }, { attribution, customer: returning });
    expect(commission).toMatchObject({ amountMinor: 0n, entries: [], silencedBy: why, netSalesMinor: 1000n });
  });

  test("customers comes first", () => {
    const rule = { customers: { returning: null }, repeat: { kind: "first_order" } };
    expect(commissions(anOrder(), rule, { customer: returning })[0]?.silencedBy).toBe("customers");
  });

  test("an order that earns is silenced by nothing", () => {
    expect(commissions(anOrder())[0]?.silencedBy).toBeNull();
  });

  test("an order that is not credited has no commissions", () => {
    const attribution: Attribution = { outcome: { kind: "no_evidence" }, credited: [aPartnership()], rejected: [] };
    expect(commissions(anOrder(), tenPercent, { attribution })).toEqual([]);
  });
});

describe("running totals", () => {
  const steps = [
    { fromMinor: "0", bps: 1000 },
    { fromMinor: "2500", bps: 2000 },
  ];
  const tiers = (mode: string) => ({ tiers: { by: "net_sales", period: "all_time", mode, steps } });
  const order = anOrder({ lines: [aLine({ id: "1" }), aLine({ id: "2" })] });

  test("marginal tiers fill line by line, whatever a line's own rate", () => {
    const rule = { ...tiers("marginal"), overrides: [{ match: { sku: "X" }, bps: 0 }] };
    const lines = [aLine({ id: "1", sku: "X" }), aLine({ id: "2" })];
    const [commission] = commissions(anOrder({ lines }), rule, { totals: { netSalesMinor: 1000n } });
    expect(entries(commission)).toEqual(["1 1000 0 0 override", "2 500 1000 50 tiers", "2 500 2000 100 tiers"]);
  });

  test("whole tiers use the total before the order", () => {
    expect(amounts(commissions(order, tiers("whole"), { totals: { netSalesMinor: 2499n } }))).toEqual({ maya: 200n });
    expect(amounts(commissions(order, tiers("whole"), { totals: { netSalesMinor: 2500n } }))).toEqual({ maya: 400n });
  });

  test("tiers by orders count earlier orders, not sales", () => {
    const rule = {
      tiers: {
        by: "orders",
        period: "all_time",
        mode: "marginal",
        steps: [
          { fromCount: 0, bps: 100 },
          { fromCount: 3, bps: 200 },
        ],
      },
    };
    expect(amounts(commissions(order, rule, { totals: { orders: 2, netSalesMinor: 99_999n } }))).toEqual({ maya: 20n });
    expect(amounts(commissions(order, rule, { totals: { orders: 3 } }))).toEqual({ maya: 40n });
  });

  test("caps cut the rounded amounts, and entries with them", () => {
    const rule = { ...tenPercent, caps: { perOrderMinor: "150", perCreatorMonthMinor: "1000", budgetMinor: "5000" } };
    const [commission] = commissions(order, rule, { totals: { monthUsedMinor: 900n }, budgetUsedMinor: 4950n });
    expect(commission).toMatchObject({
      amountMinor: 50n,
      cuts: [
        { cap: "per_order", byMinor: 50n },
        { cap: "per_creator_month", byMinor: 50n },
        { cap: "budget", byMinor: 50n },
      ],
    });
    expect(entries(commission)).toEqual(["1 1000 1000 25 percent", "2 1000 1000 25 percent"]);
  });

  test("a cut is told to its creator alone", () => {
    const totalsOf = (creator: string) => ({
      netSalesMinor: 0n,
      orders: 0,
      monthUsedMinor: creator === "maya" ? 100n : 0n,
    });
    const lines = [
      aLine({ id: "1", codeAllocations: [{ code: "maya", amountMinor: 1n }] }),
      aLine({ id: "2", codeAllocations: [{ code: "ben", amountMinor: 1n }] }),
    ];
    const rule = { ...tenPercent, caps: { perCreatorMonthMinor: "150" } };
    const all = commissions(anOrder({ lines }), rule, { attribution: both(), totalsOf });
    expect(all.map(({ cuts }) => cuts)).toEqual([[], [{ cap: "per_creator_month", byMinor: 50n }]]);
  });
});

describe("laws", () => {
  const anyRule = fc.record(
    {
      base: fc.constantFrom("after_discounts", "before_discounts"),
      percent: fc.record({ bps: fc.integer({ min: 0, max: 10_000 }) }),
      flatPerItem: fc.record({ amountMinor: fc.constantFrom("0", "7", "150") }),
      flatPerOrder: fc.record({ amountMinor: fc.constantFrom("0", "3", "499") }),
      tiers: fc.record({
        by: fc.constant("net_sales"),
        period: fc.constant("all_time"),
        mode: fc.constantFrom("marginal", "whole"),
        steps: fc.constant([
          { fromMinor: "0", bps: 333 },
          { fromMinor: "1000", bps: 777 },
          { fromMinor: "50000", bps: 1500 },
        ]),
      }),
      caps: fc.record(
        {
          perOrderMinor: fc.constantFrom("0", "99", "1000"),
          perCreatorMonthMinor: fc.constantFrom("50", "5000"),
          budgetMinor: fc.constantFrom("120", "9000"),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ["flatPerItem"] },
  );
  const anyCase = fc.record({
    lines: anyLines(),
    rule: anyRule,
    taxesIncluded: fc.boolean(),
    backMinor: fc.bigInt({ min: 0n, max: 40_000n }),
    used: fc.bigInt({ min: 0n, max: 4000n }),
  });
  const ofCase = ({
    lines,
    rule,
    taxesIncluded,
    backMinor,
    used,
  }: typeof anyCase extends fc.Arbitrary<infer T> ? T : never) =>
    commissions(
      anOrder({ lines, taxesIncluded, refunds: [aRefund({ transactions: paidBack(backMinor) })] }),
      rule as Rule,
      { attribution: both(), totals: { netSalesMinor: used, monthUsedMinor: used }, budgetUsedMinor: used },
    );

  test("entries add up to the commission, caps included, and none is below zero", () =>
    fc.assert(
      fc.property(anyCase, (one) => {
        for (const { entries: parts, amountMinor } of ofCase(one)) {
          expect(parts.reduce((sum, part) => sum + part.amountMinor, 0n)).toBe(amountMinor);
          expect(parts.every((part) => part.amountMinor >= 0n)).toBe(true);
        }
      }),
    ));

  test("no cap is exceeded at a first settlement", () =>
    fc.assert(
      fc.property(anyCase, (one) => {
        const all = ofCase(one);
        const total = all.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
        const { caps } = aRule(one.rule as Rule);
        const most = (cap: bigint | undefined, used: bigint) =>
          cap === undefined ? total : cap > used ? cap - used : 0n;
        expect(total <= most(caps.perOrderMinor, 0n)).toBe(true);
        expect(total <= most(caps.budgetMinor, one.used)).toBe(true);
        for (const { amountMinor } of all) expect(amountMinor <= most(caps.perCreatorMonthMinor, one.used)).toBe(true);
      }),
    ));

  test("what is split adds up to what one creator would have", () =>
    fc.assert(
      fc.property(anyCase, (one) => {
        const order = anOrder({ lines: one.lines, taxesIncluded: one.taxesIncluded });
        const netSales = (attribution: Attribution) =>
          commissions(order, tenPercent, { attribution }).reduce((sum, { netSalesMinor }) => sum + netSalesMinor, 0n);
        expect(netSales(both())).toBe(netSales(creditedTo()));
        const flats = { flatPerItem: { amountMinor: "7" }, flatPerOrder: { amountMinor: "499" } };
        const paid = (attribution: Attribution) =>
          commissions(order, flats, { attribution }).reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
        expect(paid(both())).toBe(paid(creditedTo()));
      }),
    ));

  test("a whole order lost or paid back pays nothing", () =>
    fc.assert(
      fc.property(anyCase, fc.boolean(), (one, lost) => {
        const lines = one.lines.map((line) => ({ ...line, currentQuantity: line.quantity }));
        const minor = 10n ** 9n;
        const order = anOrder({
          lines,
          refunds: lost ? [] : [aRefund({ transactions: paidBack(minor) })],
          chargebacks: lost ? [aChargeback({ status: "lost", amountMinor: minor })] : [],
        });
        expect(commissions(order, one.rule as Rule).every(({ amountMinor }) => amountMinor === 0n)).toBe(true);
      }),
    ));
});
