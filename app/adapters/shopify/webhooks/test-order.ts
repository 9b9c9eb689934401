import { formatInstant } from "#app/domain/kernel/instant.ts";
import { formatDecimal } from "#app/domain/money/money.ts";
import type { TestSale } from "#app/services/ports/capture-self-test.ts";
import { ATTRIBUTE } from "./parse-marks.ts";

/** The largest number that JSON carries whole: Shopify's own ids are a thousandth of it. */
const ORDER_ID = Number.MAX_SAFE_INTEGER;

/** The body of `orders/create` for a sale that never was, marked as a test, with what a door left on it. */
export function testOrderBody({ currency, amountMinor, at, left }: TestSale): object {
  const price = formatDecimal({ amountMinor, currency });
  const when = formatInstant(at);
  const attributes = [
    { name: ATTRIBUTE.ref, value: left.ref },
    { name: ATTRIBUTE.code, value: left.entered },
  ];
  return {
    id: ORDER_ID,
    test: true,
    currency,
    created_at: when,
    processed_at: when,
    updated_at: when,
    financial_status: "paid",
    source_name: "web",
    taxes_included: false,
    customer: null,
    landing_site: left.landingSite,
    discount_codes: left.codes.map((code) => ({ code, amount: "0", type: "percentage" })),
    note_attributes: attributes.filter(({ value }) => value !== null),
    line_items: [{ id: 1, quantity: 1, current_quantity: 1, price, discount_allocations: [], tax_lines: [] }],
    refunds: [],
  };
}
