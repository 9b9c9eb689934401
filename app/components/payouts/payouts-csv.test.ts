import { expect, test } from "vitest";
import { parseCurrency, type Currency } from "#app/domain/money/currency.ts";
import type { PayoutRow } from "#app/services/ports/payouts.ts";
import { payoutsCsv } from "./payouts-csv.ts";

const row: PayoutRow = {
  shopId: 1,
  id: "p1",
  batchId: "b1",
  creatorId: "c1",
  currency: parseCurrency("JPY") as Currency,
  amountMinor: 1200n,
  method: "manual",
  reference: null,
  state: "submitted",
  failure: null,
  ourKey: "payout-p1",
  creatorName: '=HYPERLINK("http://evil")',
  creatorHandle: "maya",
  instructions: "PayPal, maya@example.com",
};

test("amounts in the currency's own decimals, commas quoted, formulas disarmed", () => {
  const [header, line] = payoutsCsv([row]).split("\r\n");
  expect(header).toBe("\uFEFFcreator,handle,amount,currency,how_to_pay,state,reference,payout_id");
  expect(line).toContain(
    `"'=HYPERLINK(""http://evil"")",maya,1200,JPY,"PayPal, maya@example.com",submitted,,payout-p1`,
  );
});
