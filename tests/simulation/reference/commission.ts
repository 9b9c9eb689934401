import type { Attribution } from "./attribution.ts";
import { commissionables, type Earning } from "./commissionable.ts";
import type { Standing } from "./customers.ts";
import { Fraction, largestRemainder, split, total } from "./fraction.ts";
import { byCodePoints, folded, objects, type Json } from "./json.ts";
import { shopMoney } from "./money.ts";
import type { Offer, Partnership } from "./offer.ts";
import { processedAt, type Order } from "./order.ts";
import { matches, partsOf } from "./rates.ts";
import type { Totals } from "./totals.ts";
import { isGiftCard, isTip } from "./units.ts";

/** An entry of a commission; `exact` is what it comes to before any rounding, `amount` after rounding and caps. */
export type DueEntry = {
  line: string | null;
  commissionable: bigint;
  bps: number | null;
  why: string;
  exact: Fraction;
  amount: bigint;
};
/** What one creator earns on an order, and what the order adds to their net sales. */
export type Due = { creator: string; netSales: bigint; amount: bigint; entries: DueEntry[] };

/** A creator's part of a line: `none` where nothing of the line is theirs. */
type Share = { earning: Earning; mine: boolean; commissionable: bigint; flat: bigint };

/** How much of each line's discounts came from each creator's codes. */
function allocated(line: Json, body: Json, partnership: Partnership, currency: string): bigint {
  const applications = objects(body["discount_applications"]);
  return objects(line["discount_allocations"])
    .filter((one) => {
      const application = applications[Number(one["discount_application_index"])];
      const name = application?.["code"] ?? application?.["title"];
      return partnership.codes.includes(folded(name));
    })
    .reduce((sum, one) => sum + shopMoney(one, "amount", currency), 0n);
}

/** Each credited creator's shares of the earning lines; `creators` are by code points, as ties go. */
function sharesOf(
  earning: Earning,
  body: Json,
  first: Partnership | undefined,
  creators: Partnership[],
  offer: Offer,
): Share[] {
  const { line, commissionable } = earning;
  let weights = creators.map((one) => (creators.length === 1 ? 0n : allocated(line.body, body, one, offer.currency)));
  if (weights.every((weight) => weight <= 0n)) weights = creators.map((one) => (one === first ? 1n : 0n));
  const flat = commissionable > 0n ? offer.rule.flatPerItem * line.left : 0n;
  const [amounts, flats] = [split(commissionable, weights), split(flat, weights)];
  return weights.map((weight, i) => ({
    earning,
    mine: weight > 0n,
    commissionable: amounts[i] ?? 0n,
    flat: flats[i] ?? 0n,
  }));
}

function flatEntry(line: string | null, amount: bigint, why: string): DueEntry[] {
  if (amount === 0n) return [];
  return [{ line, commissionable: 0n, bps: null, why, exact: new Fraction(amount), amount: 0n }];
}

/** Rounds once over the order; the entries are floored and the rest goes to those that lost most. */
function rounded(due: Due): Due {
  const exact = due.entries.map((one) => one.exact);
  const amount = total(exact).round();
  const amounts = largestRemainder(amount, exact);
  return { ...due, amount, entries: due.entries.map((one, i) => ({ ...one, amount: amounts[i] ?? 0n })) };
}

function cappedTo(due: Due, amount: bigint): Due {
  const amounts = split(
    amount,
    due.entries.map((one) => one.amount),
  );
  return { ...due, amount, entries: due.entries.map((one, i) => ({ ...one, amount: amounts[i] ?? 0n })) };
}

function cappedTogether(dues: Due[], cap: bigint): Due[] {
  const together = dues.reduce((sum, one) => sum + one.amount, 0n);
  if (together <= cap) return dues;
  const amounts = split(
    cap,
    dues.map((one) => one.amount),
  );
  return dues.map((one, i) => cappedTo(one, amounts[i] ?? 0n));
}

function atLeastZero(value: bigint): bigint {
  return value > 0n ? value : 0n;
}

function capped(dues: Due[], { rule }: Offer, kept: Totals): Due[] {
  const { perOrder, perCreatorMonth, budget } = rule.caps;
  let due = perOrder === undefined ? dues : cappedTogether(dues, perOrder);
  if (perCreatorMonth !== undefined)
    due = due.map((one) => cappedTogether([one], atLeastZero(perCreatorMonth - kept.of(one.creator).monthPaid))).flat();
  return budget === undefined ? due : cappedTogether(due, atLeastZero(budget - kept.spent));
}

function silenced(offer: Offer, standing: Standing): boolean {
  return offer.rule.customers[standing.rate] === null || !standing.repeatAllows;
}

/** What every credited creator earns when `body` is the order's newest. */
export function commissionsFor(
  order: Order,
  body: Json,
  attribution: Attribution,
  standing: Standing,
  offer: Offer,
  kept: Totals,
): Due[] {
  const evidence = attribution.evidence;
  if (!evidence) return [];
  const creators = attribution.credited.toSorted((a, b) => byCodePoints(a.creator, b.creator));
  const earning = commissionables(order, body, offer).filter(
    ({ line }) => !isGiftCard(line) && !isTip(line) && !offer.rule.exclusions.some((one) => matches(line, one)),
  );
  const shares = earning.map((one) => sharesOf(one, body, attribution.credited[0], creators, offer));
  const sales = creators.map((_, i) => shares.reduce((sum, line) => sum + (line[i]?.commissionable ?? 0n), 0n));
  const flatPerOrder = split(offer.rule.flatPerOrder, sales);

  const dues = creators.map((partnership, i): Due => {
    const { creator } = partnership;
    const before = kept.of(creator);
    const question = {
      offer,
      partnership,
      evidence,
      standing,
      processed: processedAt(order),
      ordersBefore: before.orders,
      salesBefore: before.sales,
    };
    let filled = before.sales;
    const entries = shares.flatMap((line): DueEntry[] => {
      const share = line[i];
      if (!share?.mine) return [];
      const parts = partsOf(share.earning.line, share.commissionable, filled, question);
      filled += share.commissionable;
      const id = share.earning.line.id;
      return [
        ...parts.map((part) => ({
          line: id,
          ...part,
          exact: new Fraction(part.commissionable * BigInt(part.bps), 10_000n),
          amount: 0n,
        })),
        ...flatEntry(id, share.flat, "flat_per_item"),
      ];
    });
    entries.push(...flatEntry(null, flatPerOrder[i] ?? 0n, "flat_per_order"));
    return rounded({
      creator,
      netSales: sales[i] ?? 0n,
      amount: 0n,
      entries: silenced(offer, standing) ? [] : entries,
    });
  });
  return capped(dues, offer, kept);
}
