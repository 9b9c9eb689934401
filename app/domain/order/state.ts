import { fraction, round, times } from "../kernel/fraction.ts";
import { exponentOf, type Currency } from "../money/currency.ts";
import type { OrderFacts, RankedSnapshot } from "./facts.ts";
import type { Exchange, OrderLine, OrderSnapshot, Refund } from "./order.ts";

/** An order as one of its bodies shows it, with all refunds and chargebacks that are known by now. */
export interface OrderState {
  readonly orderId: string;
  readonly snapshot: OrderSnapshot;
  readonly refunds: readonly Refund[];
  /** Units left of each line, in the lines' sequence. */
  readonly unitsLeft: readonly number[];
  /** Lost and accepted chargebacks, in the shop's currency. */
  readonly chargedBackMinor: bigint;
  /** A chargeback is open: what was earned is held. */
  readonly disputed: boolean;
}

export function stateOf(facts: OrderFacts, { snapshot }: RankedSnapshot): OrderState {
  const refunds = facts.refunds.map((item) => item.refund);
  const listed = new Set(snapshot.refundIds);
  const unlisted = refunds.filter((refund) => !listed.has(refund.id));
  const chargebacks = facts.chargebacks.map((item) => item.chargeback);
  return {
    orderId: facts.orderId,
    snapshot,
    refunds,
    unitsLeft: snapshot.lines.map((line) => unitsLeft(line, refunds, unlisted)),
    chargedBackMinor: chargebacks
      .filter(({ type, status }) => type === "chargeback" && (status === "lost" || status === "accepted"))
      .reduce((sum, lost) => sum + inShopMoney(lost, snapshot), 0n),
    disputed: chargebacks.some(({ status }) => status === "needs_response" || status === "under_review"),
  };
}

/**
 * `current_quantity` already knows the refunds that its body lists, and edits; without it (API before 2024-01)
 * every refunded unit is taken off. Restocking plays no part.
 */
function unitsLeft(line: OrderLine, refunds: readonly Refund[], unlisted: readonly Refund[]): number {
  const left =
    line.currentQuantity === null
      ? line.quantity - refundedUnits(line.id, refunds)
      : line.currentQuantity - refundedUnits(line.id, unlisted);
  return Math.max(0, left);
}

function refundedUnits(lineId: string, refunds: readonly Refund[]): number {
  let units = 0;
  for (const refund of refunds) for (const part of refund.units) if (part.lineId === lineId) units += part.quantity;
  return units;
}

/**
 * Transactions and chargebacks come in their own currency: converted at the order's own rate, each amount rounded
 * to the shop's minor unit. A third currency takes that rate too; no rate is 1.
 */
export function inShopMoney(amount: { amountMinor: bigint; currency: Currency }, snapshot: OrderSnapshot): bigint {
  if (amount.currency === snapshot.currency) return amount.amountMinor;
  const rate = snapshot.exchange?.rate ?? fraction(1n);
  const rescale = fraction(10n ** BigInt(exponentOf(snapshot.currency)), 10n ** BigInt(exponentOf(amount.currency)));
  return round(times(times(fraction(amount.amountMinor), rate), rescale));
}

/** The order's own rate; `null` when it cannot be told. */
export function exchangeOf(
  shop: { amountMinor: bigint; currency: Currency },
  presentment: { amountMinor: bigint; currency: Currency },
): Exchange | null {
  if (presentment.amountMinor <= 0n || shop.amountMinor <= 0n) return null;
  const rate = fraction(
    shop.amountMinor * 10n ** BigInt(exponentOf(presentment.currency)),
    presentment.amountMinor * 10n ** BigInt(exponentOf(shop.currency)),
  );
  return { presentmentCurrency: presentment.currency, rate };
}
