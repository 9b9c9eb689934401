import type { Due } from "./commission.ts";
import type { Offer } from "./offer.ts";
import { processedAt, type Order } from "./order.ts";
import { monthOf } from "./time.ts";

type CreatorTotals = { sales: bigint; orders: bigint; monthPaid: bigint };

/** Running totals as they were read at an order's first body; they stay as they were read. */
export type Kept = { of(creator: string): CreatorTotals; spent: bigint };

/**
 * Reads every creator's running totals for an order that is about to be settled for the first time.
 *
 * @param others all orders settled so far, with what they pay as of now
 */
export function readTotals(order: Order, others: readonly { order: Order; due: Due[] }[], offer: Offer): Kept {
  const month = monthOf(processedAt(order));
  const totals = new Map<string, CreatorTotals>();
  let spent = 0n;
  for (const other of others) {
    const sameMonth = monthOf(processedAt(other.order)) === month;
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
