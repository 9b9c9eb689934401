import { expect, test } from "vitest";
import { instant } from "#app/domain/kernel/instant.ts";
import { parseCurrency, type Currency } from "#app/domain/money/currency.ts";
import { formatDay, formatMoney, formatRate, plural } from "./format.ts";

test.each([
  { amountMinor: 123456n, currency: "USD", text: "$1,234.56" },
  { amountMinor: -5n, currency: "USD", text: "-$0.05" },
  { amountMinor: 1200n, currency: "JPY", text: "¥1,200" },
  { amountMinor: 9007199254740993n, currency: "USD", text: "$90,071,992,547,409.93" },
])("$amountMinor $currency → $text", ({ amountMinor, currency, text }) => {
  expect(formatMoney({ amountMinor, currency: parseCurrency(currency) as Currency })).toBe(text);
});

test("rates, counts and days read as people write them", () => {
  expect([formatRate(1000), formatRate(1250), plural(1, "order"), plural(1200, "order")]).toEqual([
    "10%",
    "12.5%",
    "1 order",
    "1,200 orders",
  ]);
  expect(formatDay(instant(Date.parse("2026-11-24T02:00:00Z")), "America/New_York")).toBe("Nov 23, 2026");
});
