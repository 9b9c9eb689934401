import { type Currency, exponentOf } from "#app/domain/money/currency.ts";
import type { LeftByDoor } from "../../ports/capture-self-test.ts";

/** What a test order comes to: 50 units of the currency, 5,000 of one without decimals. */
export const testSaleMinor = (currency: Currency): bigint =>
  exponentOf(currency) === 0 ? 5_000n : 50n * 10n ** BigInt(exponentOf(currency));

/** What a door left, nothing but what is said. */
export const left = (by: Partial<LeftByDoor>): LeftByDoor => ({
  codes: [],
  ref: null,
  entered: null,
  landingSite: null,
  named: null,
  ...by,
});
