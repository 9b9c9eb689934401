import type { Due } from "./commission.ts";
import type { Offer } from "./offer.ts";
import { processedAt, type Order } from "./order.ts";
import { monthOf } from "./time.ts";

type CreatorTotals = { sales: bigint; orders: bigint; monthPaid: bigint };

/** An order's running totals; they come from what was kept at its first body, and from nothing later. */
export type Totals = { of(creator: string): CreatorTotals; spent: bigint };

/** What other orders paid, and in which month, when an order was settled for the first time. */
export type Kept = readonly { month: string; due: readonly Due[] }[];

export function keepTotals(others: readonly { order: Order; due: Due[] }[]): Kept {
  return others.map(({ order, due }) => ({ month: monthOf(processedAt(order)), due }));
}

/**
 * Every creator's running totals for the order's month. The month is the newest body's: whichever of an order's bodies came
 * first, the same is read.
 */
export function totalsFor(order: Order, kept: Kept, offer: Offer): Totals {
  const totals = new Map<string, CreatorTotals>();
  let spent = 0n;
  for (const other of kept) {
    const sameMonth = other.month === monthOf(processedAt(order));
    const fillsTiers = sameMonth || offer.rule.tiers?.period === "all_time";
    for (const due of other.due) {
      const before = totals.get(due.creator) ?? { sales: 0n, orders: 0n, monthPaid: 0n };
      totals.set(due.creator, {
        sales: before.sales + (fillsTiers ? due.netSales : 0n),
        orders: before.orders + (fillsTiers ? 1n : 0n),
        monthPaid: before.monthPaid + (sameMonth ? due.amount : 0n),
      });
      spent += due.amount;
    }
  }
  return { of: (creator) => totals.get(creator) ?? { sales: 0n, orders: 0n, monthPaid: 0n }, spent };
}
