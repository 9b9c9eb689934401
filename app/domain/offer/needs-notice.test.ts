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
  { why: "a longer hold", to: { hold: 31 }, notice: true },
  { why: "a shorter hold", to: { hold: 14 }, notice: false },
  { why: "a shorter window", to: { window: 7 }, notice: true },
  { why: "another saving for shoppers", to: { shopper: { percent: { bps: 1000 } } }, notice: true },
])("$why → notice: $notice", ({ to, notice }) => {
  expect(needsNotice(terms(tenPercent), terms(tenPercent, to))).toBe(notice);
});
