import type { Instant } from "../kernel/instant.ts";
import { type Fraction, ZERO } from "../kernel/fraction.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Currency } from "../money/currency.ts";
import type { OrderFacts, RankedSnapshot } from "./facts.ts";
import type { EvidenceMark, OrderLine, OrderSnapshot, Refund } from "./order.ts";
import type { Rank, Trigger } from "./rank.ts";

/**
 * An order's facts as compact JSON: what is kept of an order between its deliveries. Tuples without keys, ranks listed
 * once; about a fifth of the body that it came from. The version leads, so that later forms can read older ones.
 */

const VERSION = 1;

/** A bigint as a JSON number where that is exact, else as text. */
type Integer = number | string;
const packed = (value: bigint): Integer =>
  value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value.toString();

type PackedFraction = 0 | readonly [Integer, Integer];
const packFraction = ({ num, den }: Fraction): PackedFraction => (num === 0n ? 0 : [packed(num), packed(den)]);
const unpackFraction = (value: PackedFraction): Fraction =>
  value === 0 ? ZERO : { num: BigInt(value[0]), den: BigInt(value[1]) };

const bits = (...flags: boolean[]): number => flags.reduce((all, flag, index) => all | (flag ? 1 << index : 0), 0);
const bit = (all: number, index: number): boolean => (all & (1 << index)) !== 0;

function packLine(line: OrderLine) {
  return [
    line.id,
    line.variantId,
    line.productId,
    line.sku,
    line.vendor,
    line.quantity,
    line.currentQuantity,
    packed(line.priceMinor),
    packed(line.discountMinor),
    packed(line.taxMinor),
    packFraction(line.taxRate),
    bits(line.giftCard, line.tip),
    line.codeAllocations.map(({ code, amountMinor }) => [code, packed(amountMinor)] as const),
  ] as const;
}

function unpackLine(tuple: ReturnType<typeof packLine>): OrderLine {
  const [
    id,
    variantId,
    productId,
    sku,
    vendor,
    quantity,
    currentQuantity,
    price,
    discount,
    tax,
    taxRate,
    flags,
    allocations,
  ] = tuple;
  return {
    id,
    variantId,
    productId,
    sku,
    vendor,
    quantity,
    currentQuantity,
    priceMinor: BigInt(price),
    discountMinor: BigInt(discount),
    taxMinor: BigInt(tax),
    taxRate: unpackFraction(taxRate),
    giftCard: bit(flags, 0),
    tip: bit(flags, 1),
    codeAllocations: allocations.map(([code, amount]) => ({ code, amountMinor: BigInt(amount) })),
  };
}

function packSnapshot(snapshot: OrderSnapshot) {
  return [
    snapshot.processedAt,
    snapshot.currency,
    bits(
      snapshot.test,
      snapshot.cancelled,
      snapshot.taxesIncluded,
      snapshot.businessBuyer,
      snapshot.linesMissing === true,
    ),
    snapshot.financialStatus,
    snapshot.sourceName,
    snapshot.tags,
    snapshot.lines.map(packLine),
    snapshot.refundIds,
    snapshot.exchange && ([snapshot.exchange.presentmentCurrency, packFraction(snapshot.exchange.rate)] as const),
  ] as const;
}

function unpackSnapshot(orderId: string, tuple: ReturnType<typeof packSnapshot>): OrderSnapshot {
  const [processedAt, currency, flags, financialStatus, sourceName, tags, lines, refundIds, exchange] = tuple;
  return {
    orderId,
    processedAt,
    currency,
    test: bit(flags, 0),
    cancelled: bit(flags, 1),
    taxesIncluded: bit(flags, 2),
    businessBuyer: bit(flags, 3),
    financialStatus,
    sourceName,
    tags,
    lines: lines.map(unpackLine),
    ...(bit(flags, 4) && { linesMissing: true as const }),
    refundIds,
    exchange: exchange && { presentmentCurrency: exchange[0], rate: unpackFraction(exchange[1]) },
  };
}

function packRefund(refund: Refund) {
  const { shippingLines } = refund;
  return [
    refund.id,
    refund.units.map(({ lineId, quantity }) => [lineId, quantity] as const),
    shippingLines && ([packed(shippingLines.subtotalMinor), packed(shippingLines.taxMinor)] as const),
    packed(refund.shippingAdjustmentsMinor),
    refund.adjustmentsMinor === null ? null : packed(refund.adjustmentsMinor),
    packed(refund.dutiesMinor),
    refund.transactions &&
      refund.transactions.map(({ amountMinor, currency }) => [packed(amountMinor), currency] as const),
  ] as const;
}

function unpackRefund([id, units, shipping, shippingAdjustments, adjustments, duties, transactions]: ReturnType<
  typeof packRefund
>): Refund {
  return {
    id,
    units: units.map(([lineId, quantity]) => ({ lineId, quantity })),
    shippingLines: shipping && { subtotalMinor: BigInt(shipping[0]), taxMinor: BigInt(shipping[1]) },
    shippingAdjustmentsMinor: BigInt(shippingAdjustments),
    adjustmentsMinor: adjustments === null ? null : BigInt(adjustments),
    dutiesMinor: BigInt(duties),
    transactions: transactions && transactions.map(([amount, currency]) => ({ amountMinor: BigInt(amount), currency })),
  };
}

type PackedRank = readonly [Instant, Instant, number, number, number];
type PackedTrigger = readonly [Instant, number, number];
const packTrigger = ({ triggeredAt, belowMs, text }: Trigger): PackedTrigger => [triggeredAt, belowMs ?? 0, text];
const unpackTrigger = ([triggeredAt, belowMs, text]: PackedTrigger): Trigger => ({ triggeredAt, belowMs, text });

/** Facts in the form that is stored; `textOf` handles travel as they are. */
export function packFacts(facts: OrderFacts) {
  const ranks: PackedRank[] = [];
  const rankIndex = ({ updatedAt, triggeredAt, belowMs = 0, refunds, text }: Rank): number => {
    const packedRank: PackedRank = [updatedAt, triggeredAt, belowMs, refunds, text];
    const known = ranks.findIndex((other) => other.every((part, index) => part === packedRank[index]));
    return known >= 0 ? known : ranks.push(packedRank) - 1;
  };
  const ranked = (item: RankedSnapshot | null) =>
    item && ([rankIndex(item.rank), packSnapshot(item.snapshot)] as const);
  const paidIsNewest = facts.newestPaid !== null && facts.newestPaid.rank === facts.newest?.rank;
  return [
    VERSION,
    facts.orderId,
    ranked(facts.newest),
    paidIsNewest ? (1 as const) : ranked(facts.newestPaid),
    facts.seenPaidAt,
    facts.evidence.map(({ mark, rank, index }) => [mark, rankIndex(rank), index] as const),
    facts.refunds.map(
      (item) => [packRefund(item.refund), item.listed && rankIndex(item.listed), packTrigger(item)] as const,
    ),
    facts.chargebacks.map(
      ({ chargeback: { amountMinor, ...rest }, ...item }) => [rest, packed(amountMinor), packTrigger(item)] as const,
    ),
    facts.customer && ([facts.customer.who, rankIndex(facts.customer.rank)] as const),
    facts.identities,
    ranks,
    facts.likenesses.map(({ likeness, seenAt }) => [likeness, seenAt] as const),
  ] as const;
}
export type PackedFacts = ReturnType<typeof packFacts>;

/** When the newest body of packed facts was updated; null while no body is known. Cheaper than unpacking. */
export const newestUpdatedAt = ([, , newest, , , , , , , , ranks]: PackedFacts): Instant | null =>
  newest && (ranks[newest[0]]?.[0] ?? null);

export function unpackFacts(tuple: PackedFacts): OrderFacts {
  const [
    version,
    orderId,
    newest,
    paid,
    seenPaidAt,
    evidence,
    refunds,
    chargebacks,
    customer,
    identities,
    packedRanks,
    // Facts from before holds for review have none.
    likenesses = [],
  ] = tuple;
  invariant(version === VERSION, `order facts of version ${version} cannot be read by this code`);
  const ranks = packedRanks.map(([updatedAt, triggeredAt, belowMs, refundCount, text]): Rank => ({
    updatedAt,
    triggeredAt,
    belowMs,
    refunds: refundCount,
    text,
  }));
  const rankAt = (index: number): Rank => {
    const rank = ranks[index];
    invariant(rank !== undefined, "order facts name a rank that they do not list");
    return rank;
  };
  const ranked = (item: readonly [number, ReturnType<typeof packSnapshot>] | null): RankedSnapshot | null =>
    item && { rank: rankAt(item[0]), snapshot: unpackSnapshot(orderId, item[1]) };
  const newestSnapshot = ranked(newest);
  return {
    orderId,
    newest: newestSnapshot,
    newestPaid: paid === 1 ? newestSnapshot : ranked(paid),
    seenPaidAt,
    evidence: evidence.map(([mark, rank, index]) => ({ mark: mark satisfies EvidenceMark, rank: rankAt(rank), index })),
    refunds: refunds.map(([refund, listed, trigger]) => ({
      refund: unpackRefund(refund),
      listed: listed === null ? null : rankAt(listed),
      ...unpackTrigger(trigger),
    })),
    chargebacks: chargebacks.map(([rest, amount, trigger]) => ({
      chargeback: { ...rest, currency: rest.currency satisfies Currency, amountMinor: BigInt(amount) },
      ...unpackTrigger(trigger),
    })),
    customer: customer && { who: customer[0], rank: rankAt(customer[1]) },
    identities,
    likenesses: likenesses.map(([likeness, seenAt]) => ({ likeness, seenAt })),
  };
}
