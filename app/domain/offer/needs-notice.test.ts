import { expect, test } from "vitest";
import { parseRule } from "../commission/rule.ts";
import { parseCurrency, type Currency } from "../money/currency.ts";
import { needsNotice } from "./needs-notice.ts";
import { readShopperTerms } from "./shopper-terms.ts";
import type { OfferTerms } from "./terms.ts";

const usd = parseCurrency("USD") as Currency;

function terms(
  rule: Record<string, unknown>,
  rest: { hold?: number; window?: number; shopper?: unknown } = {},
): OfferTerms {
  const parsed = parseRule(rule);
  if (parsed.kind === "invalid") throw new Error(JSON.stringify(parsed.problems));
  return {
    currency: usd,
    ruleDocument: rule,
    rule: parsed.rule,
    shopperTerms: readShopperTerms(rest.shopper ?? {}),
    attributionWindowDays: rest.window ?? 30,
    holdDays: rest.hold ?? 30,
  };
}

const tenPercent = { percent: { bps: 1000 } };
const acme = { match: { vendor: "Acme" }, bps: 2000 };

const salesTiers = (starts: readonly string[], rates: readonly number[]) => ({
  tiers: {
    by: "net_sales",
    period: "calendar_month",
    mode: "marginal",
    steps: starts.map((fromMinor, index) => ({ fromMinor, bps: rates[index] })),
  },
});
const orderTiers = (fromCount: number) => ({
  tiers: {
    by: "orders",
    period: "all_time",
    mode: "whole",
    steps: [
      { fromCount: 0, bps: 500 },
      { fromCount, bps: 1000 },
    ],
  },
});
const boost = (from: string, until: string, bps: number) => ({
  boost: { from: `2026-11-${from}T00:00:00Z`, until: `2026-11-${until}T00:00:00Z`, bps },
});
const repeat = (kind: string, count?: number) => ({ repeat: count === undefined ? { kind } : { kind, count } });
const caps = (perOrderMinor: string) => ({ caps: { perOrderMinor } });

test.each([
  { why: "a higher rate", from: tenPercent, to: { percent: { bps: 1200 } }, notice: false },
  { why: "a lower rate", from: tenPercent, to: { percent: { bps: 999 } }, notice: true },
  { why: "the same terms", from: tenPercent, to: tenPercent, notice: false },
  {
    why: "a flat amount on top",
    from: tenPercent,
    to: { ...tenPercent, flatPerOrder: { amountMinor: "100" } },
    notice: false,
  },
  { why: "a cap that comes", from: tenPercent, to: { ...tenPercent, caps: { perOrderMinor: "5000" } }, notice: true },
  { why: "a cap that goes", from: { ...tenPercent, caps: { budgetMinor: "1" } }, to: tenPercent, notice: false },
  {
    why: "a cap lifted",
    from: { ...tenPercent, caps: { budgetMinor: "1" } },
    to: { ...tenPercent, caps: { budgetMinor: "2" } },
    notice: false,
  },
  {
    why: "an override raised",
    from: { ...tenPercent, overrides: [acme] },
    to: { ...tenPercent, overrides: [{ ...acme, bps: 2500 }] },
    notice: false,
  },
  {
    why: "a new override, which may be lower than what spoke before",
    from: tenPercent,
    to: { ...tenPercent, overrides: [acme] },
    notice: true,
  },
  { why: "an exclusion", from: tenPercent, to: { ...tenPercent, exclusions: [{ vendor: "Acme" }] }, notice: true },
  {
    why: "returning customers silenced",
    from: tenPercent,
    to: { ...tenPercent, customers: { returning: null } },
    notice: true,
  },
  {
    why: "all orders instead of the first",
    from: { ...tenPercent, repeat: { kind: "first_order" } },
    to: tenPercent,
    notice: false,
  },
  {
    why: "higher and lower at once",
    from: { ...tenPercent, flatPerOrder: { amountMinor: "5" } },
    to: { percent: { bps: 9000 } },
    notice: true,
  },
])("$why → notice: $notice", ({ from, to, notice }) => {
  expect(needsNotice(terms(from), terms(to))).toBe(notice);
});

test.each([
  { why: "the same rates of customers and evidence", to: { customers: { new: null }, evidence: { code: { bps: 5 } } } },
  { why: "equal overrides", to: { overrides: [acme] } },
])("$why → no notice", ({ to }) => {
  expect(needsNotice(terms({ ...tenPercent, ...to }), terms({ ...tenPercent, ...to }))).toBe(false);
});

const twoRates = { evidence: { code: { bps: 500 }, click: { bps: 500 } } };
const tiers = salesTiers(["0", "100"], [500, 1000]);

test.each([
  {
    why: "an override of another vendor",
    from: { overrides: [acme] },
    to: { overrides: [{ ...acme, match: { vendor: "Bolt" } }] },
    notice: true,
  },
  {
    why: "an override lowered",
    from: { overrides: [acme] },
    to: { overrides: [{ ...acme, bps: 1999 }] },
    notice: true,
  },
  {
    why: "silenced customers who are paid",
    from: { customers: { new: null } },
    to: { customers: { new: { bps: 1 } } },
    notice: true,
  },
  { why: "silenced customers who are paid like others", from: { customers: { new: null } }, to: {}, notice: true },
  {
    why: "a customers' rate that goes silent",
    from: { customers: { new: { bps: 1 } } },
    to: { customers: { new: null } },
    notice: true,
  },
  { why: "a rate that appears", from: {}, to: { evidence: { code: { bps: 9000 } } }, notice: true },
  { why: "a rate that goes", from: { evidence: { code: { bps: 1 } } }, to: {}, notice: true },
  {
    why: "one of two rates lowered",
    from: twoRates,
    to: { evidence: { code: { bps: 900 }, click: { bps: 499 } } },
    notice: true,
  },

  { why: "equal tiers", from: tiers, to: tiers, notice: false },
  { why: "tiers that come", from: {}, to: tiers, notice: true },
  { why: "tiers that go", from: tiers, to: {}, notice: true },
  { why: "a higher step", from: tiers, to: salesTiers(["0", "100"], [500, 1001]), notice: false },
  { why: "a step that begins later", from: tiers, to: salesTiers(["0", "101"], [500, 1000]), notice: true },
  { why: "one step higher, another lower", from: tiers, to: salesTiers(["0", "100"], [501, 999]), notice: true },
  { why: "tiers over other orders", from: tiers, to: { tiers: { ...tiers.tiers, period: "all_time" } }, notice: true },
  { why: "equal tiers by orders", from: orderTiers(3), to: orderTiers(3), notice: false },
  { why: "more orders for a step", from: orderTiers(3), to: orderTiers(4), notice: true },

  { why: "the first order still", from: repeat("first_order"), to: repeat("first_order"), notice: false },
  { why: "the first order alone", from: {}, to: repeat("first_order"), notice: true },
  { why: "months instead of orders", from: repeat("first_orders", 3), to: repeat("months", 12), notice: true },
  { why: "as many orders", from: repeat("first_orders", 3), to: repeat("first_orders", 3), notice: false },
  { why: "more months", from: repeat("months", 3), to: repeat("months", 4), notice: false },
  { why: "fewer months", from: repeat("months", 3), to: repeat("months", 2), notice: true },

  { why: "a boost that comes", from: {}, to: boost("10", "20", 1500), notice: false },
  { why: "a boost that goes", from: boost("10", "20", 1500), to: {}, notice: true },
  { why: "an equal boost", from: boost("10", "20", 1500), to: boost("10", "20", 1500), notice: false },
  { why: "a longer and higher boost", from: boost("10", "20", 1500), to: boost("09", "21", 1501), notice: false },
  { why: "a boost that begins later", from: boost("10", "20", 1500), to: boost("11", "20", 1500), notice: true },
  { why: "a boost that ends earlier", from: boost("10", "20", 1500), to: boost("10", "19", 1500), notice: true },
  { why: "a lower boost", from: boost("10", "20", 1500), to: boost("10", "20", 1499), notice: true },

  { why: "an equal cap", from: caps("5000"), to: caps("5000"), notice: false },
  { why: "a lower cap", from: caps("5000"), to: caps("4999"), notice: true },
])("beside a percentage: $why → notice: $notice", ({ from, to, notice }) => {
  expect(needsNotice(terms({ ...tenPercent, ...from }), terms({ ...tenPercent, ...to }))).toBe(notice);
});

test.each([
  { why: "a longer hold", to: { hold: 31 }, notice: true },
  { why: "a shorter hold", to: { hold: 14 }, notice: false },
  { why: "a shorter window", to: { window: 7 }, notice: true },
  { why: "another saving for shoppers", to: { shopper: { percent: { bps: 1000 } } }, notice: true },
])("$why → notice: $notice", ({ to, notice }) => {
  expect(needsNotice(terms(tenPercent), terms(tenPercent, to))).toBe(notice);
});
