import { expect, test } from "vitest";
import { parseRule } from "#app/domain/commission/rule.ts";
import { parseCurrency, type Currency } from "#app/domain/money/currency.ts";
import { readShopperTerms } from "#app/domain/offer/shopper-terms.ts";
import { offerTemplates } from "#app/domain/offer/templates.ts";
import { valuesOf, type OfferFormValues } from "./form-values.ts";
import { readOfferForm } from "./read-offer-form.ts";

const usd = parseCurrency("USD") as Currency;
const jpy = parseCurrency("JPY") as Currency;
const details = { name: "Offer", description: "", autoApprove: true, noticeDays: 30 };

/** What a browser posts for these values. */
function posted(values: OfferFormValues): FormData {
  const form = new FormData();
  const { overrides, exclusions, autoApprove, oncePerCustomer, ...texts } = values;
  for (const [name, value] of Object.entries(texts)) form.set(name, value);
  if (autoApprove) form.set("autoApprove", "on");
  if (oncePerCustomer) form.set("oncePerCustomer", "on");
  for (const row of overrides) {
    form.append("overrideKey", row.key);
    form.append("overrideValue", row.value);
    form.append("overridePercent", row.percent);
  }
  for (const row of exclusions) {
    form.append("exclusionKey", row.key);
    form.append("exclusionValue", row.value);
  }
  return form;
}

function shown(ruleDocument: unknown, shopper: unknown = {}, currency = usd): OfferFormValues {
  const parsed = parseRule(ruleDocument);
  if (parsed.kind === "invalid") throw new Error(JSON.stringify(parsed.problems));
  const shopperTerms = readShopperTerms(shopper);
  return valuesOf(details, {
    currency,
    ruleDocument,
    rule: parsed.rule,
    shopperTerms,
    attributionWindowDays: 30,
    holdDays: 14,
  });
}

test.each([
  { percent: { bps: 1000 } },
  { percent: { bps: 1250 }, flatPerOrder: { amountMinor: "250" } },
  { customers: { new: { bps: 1500 }, returning: null } },
  { customers: { new: { bps: 1500 }, returning: { bps: 500 } } },
  { percent: { bps: 1000 }, overrides: [{ match: { vendor: "Acme" }, bps: 2000 }], exclusions: [{ sku: "GIFT" }] },
  {
    percent: { bps: 1000 },
    overrides: [
      { match: { vendor: "Acme", tag: "sale" }, bps: 500 },
      { match: { sku: "A" }, bps: 1 },
    ],
  },
  { percent: { bps: 1000 }, caps: { perOrderMinor: "5000", budgetMinor: "1000000" }, base: "before_discounts" },
  {
    percent: { bps: 1000 },
    lifetime: { months: 12 },
    boost: { from: "2026-11-27T00:00:00Z", until: "2026-12-01T00:00:00Z", bps: 2000 },
  },
])("shown and saved unchanged, a rule stays the same: %j", (rule) => {
  const read = readOfferForm(posted(shown(rule)), usd, rule);
  expect(read).toMatchObject({ kind: "terms", ruleDocument: rule, holdDays: 14, details });
});

test.each(offerTemplates(usd).map((template) => [template.key, template] as const))(
  "the template %s can be published as it is",
  (_key, template) => {
    expect(parseRule(template.ruleDocument)).toMatchObject({ kind: "rule" });
  },
);

test("a saving is read by its kind", () => {
  const read = readOfferForm(
    posted({ ...shown({ percent: { bps: 1000 } }), saving: "fixed", savingValue: "7.50", savingMinimum: "40" }),
    usd,
    {},
  );
  expect(read).toMatchObject({ shopperTerms: { kind: "fixed", amountMinor: 750n, minimumMinor: 4000n } });
});

test.each<{ why: string; change: Partial<OfferFormValues>; field: string; currency?: Currency }>([
  { why: "no name", change: { name: "  " }, field: "name" },
  { why: "nothing to earn", change: { percent: "" }, field: "percent" },
  { why: "a percentage above 100", change: { percent: "101" }, field: "percent" },
  { why: "a third decimal of a percent", change: { percent: "12.505" }, field: "percent" },
  { why: "words", change: { flatPerOrder: "five" }, field: "flatPerOrder" },
  { why: "a fraction of a yen", change: { flatPerOrder: "5.5" }, field: "flatPerOrder", currency: jpy },
  { why: "a hold without end", change: { holdDays: "9999" }, field: "holdDays" },
  { why: "a saving of nothing", change: { saving: "percent", savingValue: "" }, field: "savingValue" },
  {
    why: "an empty row",
    change: { overrides: [{ key: "vendor", value: "", percent: "5" }] },
    field: "overrides.0.value",
  },
  { why: "a rate of no kind of customer", change: { customers: "by_kind" }, field: "returningPercent" },
])("$why is told at its field", ({ change, field, currency = usd }) => {
  const read = readOfferForm(posted({ ...shown({ percent: { bps: 1000 } }, {}, currency), ...change }), currency, {});
  expect(read).toMatchObject({ kind: "invalid", errors: { [field]: expect.stringMatching(/^(Enter|Give) /) } });
});
