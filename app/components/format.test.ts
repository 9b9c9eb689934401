import { expect, test } from "vitest";
import { instant } from "#app/domain/kernel/instant.ts";
import { parseCurrency, type Currency } from "#app/domain/money/currency.ts";
import { formatDay, formatMoney, formatSentence, plural } from "./format.ts";

test.each([
  { amountMinor: 123456n, currency: "USD", text: "$1,234.56" },
  { amountMinor: -5n, currency: "USD", text: "-$0.05" },
  { amountMinor: 1200n, currency: "JPY", text: "¥1,200" },
  { amountMinor: 9007199254740993n, currency: "USD", text: "$90,071,992,547,409.93" },
])("$amountMinor $currency → $text", ({ amountMinor, currency, text }) => {
  expect(formatMoney({ amountMinor, currency: parseCurrency(currency) as Currency })).toBe(text);
});

test("counts, days and the amounts of stored sentences read as people write them", () => {
  expect([plural(1, "order"), plural(1200, "order")]).toEqual(["1 order", "1,200 orders"]);
  expect(formatSentence("1234.50 USD for the code on the order")).toBe("$1,234.50 for the code on the order");
  expect(formatDay(instant(Date.parse("2026-11-24T02:00:00Z")), "America/New_York")).toBe("Nov 23, 2026");
});
