import { divideRounded } from "../../state/money.ts";
import type { TaxLine, TaxRate } from "./types.ts";

const WHOLE_BPS = 10_000n;

/**
 * Tax of an amount after its discounts, a tax line for each rate, each rounded on its own.
 *
 * Exclusive: amount × rate. Inclusive: amount × rate ÷ (1 + the sum of all rates), so that
 * two taxes on one price do not tax each other.
 */
export function taxLinesOn(amountMinor: bigint, taxes: readonly TaxRate[], taxesIncluded: boolean): TaxLine<bigint>[] {
  const rates = taxes.reduce((total, tax) => total + BigInt(tax.rateBps), 0n);
  const divisor = taxesIncluded ? WHOLE_BPS + rates : WHOLE_BPS;
  return taxes.map((tax) => ({ ...tax, amount: divideRounded(amountMinor * BigInt(tax.rateBps), divisor) }));
}
