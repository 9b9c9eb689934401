import { ZERO } from "#app/domain/kernel/fraction.ts";
import { type Instant, parseInstant } from "#app/domain/kernel/instant.ts";
import { type Currency, parseCurrency } from "#app/domain/money/currency.ts";
import type { OrderBody, OrderFacts, RankedSnapshot } from "#app/domain/order/facts.ts";
import { noFacts } from "#app/domain/order/facts.ts";
import type { Chargeback, OrderLine, OrderSnapshot, Refund } from "#app/domain/order/order.ts";
import type { Rank } from "#app/domain/order/rank.ts";
import { type OrderState, stateOf } from "#app/domain/order/state.ts";

/** Parts of orders for tests: each with what matters to the test said, and the rest plain. */

export function currency(code: string): Currency {
  const known = parseCurrency(code);
  if (known === null) throw new Error(`no currency ${code}`);
  return known;
}
export const USD = currency("USD");

export function at(text: string): Instant {
  const known = parseInstant(text);
  if (known === null) throw new Error(`no instant ${text}`);
  return known;
}

/** One unit at 10.00, untaxed, nothing refunded. */
export function aLine(change: Partial<OrderLine> = {}): OrderLine {
  return {
    id: "1",
    variantId: null,
    productId: null,
    sku: null,
    vendor: null,
    quantity: 1,
    currentQuantity: change.quantity ?? 1,
    priceMinor: 1000n,
    discountMinor: 0n,
    taxMinor: 0n,
    taxRate: ZERO,
    giftCard: false,
    tip: false,
    codeAllocations: [],
    ...change,
  };
}

export function aRefund(change: Partial<Refund> = {}): Refund {
  return {
    id: "r1",
    units: [],
    shippingLines: null,
    shippingAdjustmentsMinor: 0n,
    adjustmentsMinor: null,
    dutiesMinor: 0n,
    transactions: null,
    ...change,
  };
}

/** Refund transactions in dollars. */
export const paidBack = (...amounts: bigint[]): Refund["transactions"] =>
  amounts.map((amountMinor) => ({ amountMinor, currency: USD }));

export function aSnapshot(change: Partial<OrderSnapshot> = {}): OrderSnapshot {
  return {
    orderId: "1001",
    processedAt: at("2026-11-20T10:00:00Z"),
    currency: USD,
    test: false,
    cancelled: false,
    financialStatus: "paid",
    taxesIncluded: false,
    sourceName: "web",
    tags: [],
    businessBuyer: false,
    lines: [aLine()],
    refundIds: [],
    exchange: null,
    ...change,
  };
}

export function aRank(change: Partial<Rank> = {}): Rank {
  const updatedAt = change.updatedAt ?? at("2026-11-20T10:00:00Z");
  return { updatedAt, triggeredAt: updatedAt, belowMs: 0, refunds: 0, text: 0, ...change };
}

export function aBody(change: Partial<OrderBody> = {}): OrderBody {
  return {
    rank: aRank(),
    snapshot: aSnapshot(),
    refunds: [],
    marks: [],
    customer: { kind: "guest" },
    identities: [],
    likenesses: [],
    ...change,
  };
}

export function aChargeback(change: Partial<Chargeback> = {}): Chargeback {
  return { id: "d1", type: "chargeback", status: "needs_response", amountMinor: 1000n, currency: USD, ...change };
}

/** An order's state; refunds are listed in its body unless said otherwise. */
export function anOrder(
  change: Partial<OrderSnapshot> & {
    refunds?: readonly Refund[];
    unlisted?: readonly Refund[];
    chargebacks?: readonly Chargeback[];
  } = {},
): OrderState {
  const { refunds = [], unlisted = [], chargebacks = [], ...snapshot } = change;
  const rank = aRank();
  const trigger = { triggeredAt: rank.triggeredAt, text: 0 };
  const ranked: RankedSnapshot = {
    rank,
    snapshot: aSnapshot({ refundIds: refunds.map(({ id }) => id), ...snapshot }),
  };
  const facts: OrderFacts = {
    ...noFacts(ranked.snapshot.orderId),
    newest: ranked,
    refunds: [
      ...refunds.map((refund) => ({ refund, listed: rank, ...trigger })),
      ...unlisted.map((refund) => ({ refund, listed: null, ...trigger })),
    ],
    chargebacks: chargebacks.map((chargeback) => ({ chargeback, ...trigger })),
  };
  return stateOf(facts, ranked);
}
