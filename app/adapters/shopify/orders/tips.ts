import { type Fraction, ZERO, compare, fraction, sum, times } from "#app/domain/kernel/fraction.ts";
import { parseDecimal } from "#app/domain/money/money.ts";
import type { MoneyBag, WholeLine } from "./answers.ts";

/**
 * The lines that are tips. A webhook's body marks them by a key; the Admin API only says how much was tipped, so they are
 * told by what a tip is: no product, nothing to ship or to tax, no discount, and exactly the amount of the tips received,
 * alone (the last such line: Shopify appends it) or together. Where none fits, none is taken for a tip.
 */
export function tipLines(lines: readonly WholeLine[], received: MoneyBag): ReadonlySet<string> {
  const tipped = amountOf(received);
  if (compare(tipped, ZERO) <= 0) return new Set();
  const candidates = lines.filter(couldBeTip);
  const alone = candidates.findLast((line) => compare(worthOf(line), tipped) === 0);
  if (alone) return new Set([alone.id]);
  const together = compare(sum(candidates.map(worthOf)), tipped) === 0;
  return new Set(together ? candidates.map(({ id }) => id) : []);
}

const couldBeTip = (line: WholeLine): boolean =>
  line.product === null &&
  line.variant === null &&
  line.sku === null &&
  !line.isGiftCard &&
  !line.taxable &&
  !line.requiresShipping &&
  line.discountAllocations.length === 0 &&
  line.taxLines.length === 0;

const amountOf = ({ shopMoney }: MoneyBag): Fraction => parseDecimal(shopMoney.amount) ?? ZERO;
const worthOf = (line: WholeLine): Fraction =>
  times(amountOf(line.originalUnitPriceSet), fraction(BigInt(line.quantity)));
