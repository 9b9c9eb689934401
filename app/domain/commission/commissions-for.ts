import type { Attribution } from "../attribution/attribute.ts";
import type { EvidenceKind, Partnership } from "../attribution/evidence.ts";
import { type Fraction, fraction, round, sum } from "../kernel/fraction.ts";
import { allocate, apportion } from "../money/allocate.ts";
import { commissionableAmounts, mayEarn } from "../order/commissionable.ts";
import type { OrderLine } from "../order/order.ts";
import type { OrderState } from "../order/state.ts";
import { type CapResult, applyCaps } from "./caps.ts";
import { type CustomerStanding, customersRate, earnsUnderRepeat } from "./customer.ts";
import { type LineTraits, type ProductFacts, traitsOf } from "./line-traits.ts";
import { type RateSource, matches, ratesFor } from "./rate.ts";
import type { OfferRule } from "./rule.ts";
import { type CodeOwner, type Split, shareOf, splitOf } from "./split.ts";

/** A creator's running totals as they stood when the order was first settled. */
export interface CreatorTotals {
  /** Commissionable amounts credited in the tiers' period. */
  readonly netSalesMinor: bigint;
  /** Credited orders first settled earlier in the tiers' period. */
  readonly orders: number;
  /** Commissions of the creator's other orders of the month. */
  readonly monthUsedMinor: bigint;
}

export interface CommissionContext {
  readonly customer: CustomerStanding;
  readonly ownerOf: CodeOwner;
  readonly productOf: (productId: string) => ProductFacts | undefined;
  readonly totalsOf: (creator: string) => CreatorTotals;
  readonly budgetUsedMinor: bigint;
}

/** One reason and rate of a commission; a commission's entries add up to it, caps included. */
export interface CommissionEntry {
  /** `null`: belongs to the order. */
  readonly lineId: string | null;
  /** 0 for flat amounts. */
  readonly commissionableMinor: bigint;
  /** `null` for flat amounts. */
  readonly bps: number | null;
  readonly amountMinor: bigint;
  readonly why: RateSource | "flat_per_item" | "flat_per_order";
}

export interface Commission {
  readonly partnership: Partnership;
  readonly evidence: EvidenceKind;
  readonly amountMinor: bigint;
  readonly entries: readonly CommissionEntry[];
  /** Commissionable amount credited to the creator, whatever it was paid. */
  readonly netSalesMinor: bigint;
  /** Why the whole order earns nothing although it is credited. */
  readonly silencedBy: "customers" | "repeat" | null;
  readonly cuts: readonly { readonly cap: CapResult["cut"][number]["cap"]; readonly byMinor: bigint }[];
}

interface EarningLine {
  readonly line: OrderLine;
  readonly traits: LineTraits;
  readonly commissionableMinor: bigint;
  readonly unitsLeft: number;
}

type Uncapped = Omit<CommissionEntry, "amountMinor"> & { readonly exact: Fraction };

/**
 * What an order pays under one offer, for each creator credited under it, by code points. Pure; it is run again
 * whenever anything about the order is learned, and the ledger gets the difference.
 *
 * Amounts stay exact per line, are summed over the order with the flat parts, and are rounded once for each creator,
 * half away from zero; entries are the floors of the exact parts, then the largest remainders. Caps come last.
 */
export function commissionsFor(
  order: OrderState,
  attribution: Attribution,
  offer: { readonly id: string; readonly rule: OfferRule },
  context: CommissionContext,
): Commission[] {
  if (attribution.outcome.kind !== "credited") return [];
  const { rule } = offer;
  const evidence = attribution.outcome.by;
  const split = splitOf(attribution.credited, context.ownerOf);
  const lines = earningLines(order, rule, context);
  const netSales = split.creators.map((creator) => netSalesOf(lines, split, creator));
  const silencedBy = silence(order, rule, context.customer);

  const earned = split.creators
    .map((creator) => attribution.credited.find((partnership) => partnership.creator === creator))
    .filter((partnership): partnership is Partnership => partnership?.offerId === offer.id)
    .map((partnership) => {
      const netSalesMinor = netSales[split.creators.indexOf(partnership.creator)] ?? 0n;
      const uncapped = silencedBy
        ? []
        : entriesOf({ order, partnership, evidence, rule, split, lines, netSales, context });
      const amounts = apportion(
        round(sum(uncapped.map((entry) => entry.exact))),
        uncapped.map((entry) => entry.exact),
      );
      return { partnership, netSalesMinor, uncapped, amounts };
    });
  const capped = applyCaps(
    earned.map(({ partnership, amounts }) => ({ creator: partnership.creator, entriesMinor: amounts })),
    rule.caps,
    { monthUsedMinor: (creator) => context.totalsOf(creator).monthUsedMinor, budgetUsedMinor: context.budgetUsedMinor },
  );
  return earned.map(({ partnership, netSalesMinor, uncapped }, index): Commission => {
    const amounts = capped.amounts[index]?.entriesMinor ?? [];
    return {
      partnership,
      evidence,
      amountMinor: amounts.reduce((a, b) => a + b, 0n),
      entries: uncapped.map(({ lineId, commissionableMinor, bps, why }, i) => ({
        lineId,
        commissionableMinor,
        bps,
        amountMinor: amounts[i] ?? 0n,
        why,
      })),
      netSalesMinor,
      silencedBy,
      cuts: capped.cut
        .filter((cut) => cut.creator === partnership.creator)
        .map(({ cap, byMinor }) => ({ cap, byMinor })),
    };
  });
}

function earningLines(order: OrderState, rule: OfferRule, context: CommissionContext): EarningLine[] {
  const amounts = commissionableAmounts(order, rule.base);
  return order.snapshot.lines.flatMap((line, index) => {
    if (!mayEarn(line)) return [];
    const traits = traitsOf(line, line.productId === null ? undefined : context.productOf(line.productId));
    if (rule.exclusions.some((match) => matches(match, traits))) return [];
    return [{ line, traits, commissionableMinor: amounts[index] ?? 0n, unitsLeft: order.unitsLeft[index] ?? 0 }];
  });
}

function netSalesOf(lines: readonly EarningLine[], split: Split, creator: string): bigint {
  return lines.reduce(
    (total, { line, commissionableMinor }) => total + (shareOf(split, line, commissionableMinor, creator) ?? 0n),
    0n,
  );
}

function silence(order: OrderState, rule: OfferRule, customer: CustomerStanding): Commission["silencedBy"] {
  if (customersRate(rule.customers, customer) === null) return "customers";
  return earnsUnderRepeat(rule.repeat, customer, order.snapshot.processedAt) ? null : "repeat";
}

interface Earning {
  readonly order: OrderState;
  readonly partnership: Partnership;
  readonly evidence: EvidenceKind;
  readonly rule: OfferRule;
  readonly split: Split;
  readonly lines: readonly EarningLine[];
  /** Of all credited creators, in the split's sequence. */
  readonly netSales: readonly bigint[];
  readonly context: CommissionContext;
}

/** Entries before rounding: each line's rates, its flat amount behind it, the order's flat amount last. */
function entriesOf(earning: Earning): Uncapped[] {
  const { order, partnership, evidence, rule, split, lines, context } = earning;
  const { creator } = partnership;
  const totals = context.totalsOf(creator);
  const beforeOrder = rule.tiers?.by === "orders" ? BigInt(totals.orders) : totals.netSalesMinor;
  let beforeLine = beforeOrder;

  const entries: Uncapped[] = [];
  for (const { line, traits, commissionableMinor, unitsLeft } of lines) {
    const share = shareOf(split, line, commissionableMinor, creator);
    if (share === null) continue;
    const parts = ratesFor(rule, traits, share, {
      partnership,
      evidence,
      customer: context.customer,
      processedAt: order.snapshot.processedAt,
      tierTotal: { beforeOrder, beforeLine },
    });
    beforeLine += share;
    for (const part of parts)
      entries.push({ ...part, lineId: line.id, exact: fraction(part.commissionableMinor * BigInt(part.bps), 10_000n) });
    const flat = commissionableMinor > 0n ? (rule.flatPerItem?.amountMinor ?? 0n) * BigInt(unitsLeft) : 0n;
    const flatShare = shareOf(split, line, flat, creator) ?? 0n;
    if (flatShare > 0n) entries.push(flatEntry("flat_per_item", line.id, flatShare));
  }
  const perOrder = flatPerOrderOf(earning);
  return perOrder > 0n ? [...entries, flatEntry("flat_per_order", null, perOrder)] : entries;
}

const flatEntry = (why: "flat_per_item" | "flat_per_order", lineId: string | null, amountMinor: bigint): Uncapped => ({
  lineId,
  commissionableMinor: 0n,
  bps: null,
  why,
  exact: fraction(amountMinor),
});

/** Paid when any line is left to earn on; shared by commissionable amounts. */
function flatPerOrderOf({ partnership, rule, split, netSales }: Earning): bigint {
  return allocate(rule.flatPerOrder?.amountMinor ?? 0n, netSales)[split.creators.indexOf(partnership.creator)] ?? 0n;
}
