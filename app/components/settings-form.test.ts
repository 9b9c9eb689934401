import { expect, test } from "vitest";
import { parseCurrency, type Currency } from "#app/domain/money/currency.ts";
import { readSettings } from "./settings-form.ts";

const usd = parseCurrency("USD") as Currency;
function posted(minimumPayout: string, defaultHoldDays: string, mailsReviews = false): FormData {
  const form = new FormData();
  form.set("minimumPayout", minimumPayout);
  form.set("defaultHoldDays", defaultHoldDays);
  if (mailsReviews) form.set("mailsReviews", "on");
  return form;
}

test.each([
  { minimum: "25", hold: "14", settings: { minimumPayoutMinor: 2500n, defaultHoldDays: 14, mailsReviews: true } },
  { minimum: "", hold: "0", settings: { minimumPayoutMinor: null, defaultHoldDays: 0, mailsReviews: false } },
])("$minimum and $hold days", ({ minimum, hold, settings }) => {
  expect(readSettings(posted(minimum, hold, settings.mailsReviews), usd)).toEqual({ kind: "settings", settings });
});

test.each([
  { minimum: "-1", hold: "14", field: "minimumPayoutMinor" },
  { minimum: "1.005", hold: "14", field: "minimumPayoutMinor" },
  { minimum: "", hold: "366", field: "defaultHoldDays" },
  { minimum: "", hold: "a week", field: "defaultHoldDays" },
])("$minimum and $hold: told at $field", ({ minimum, hold, field }) => {
  expect(readSettings(posted(minimum, hold), usd)).toMatchObject({
    kind: "invalid",
    errors: { [field]: expect.any(String) },
  });
});
