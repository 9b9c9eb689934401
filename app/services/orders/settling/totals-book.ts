import type { CreatorTotals } from "#app/domain/commission/commissions-for.ts";
import type { OfferRule } from "#app/domain/commission/rule.ts";
import type { SeriesChange, TotalsAsk, TotalsAt } from "../../ports/settling.ts";

export const totalsKey = ({ offerId, creatorId, month, position }: Omit<TotalsAsk, "shopId">): string =>
  `${offerId} ${creatorId} ${month} ${position}`;

/** The running totals of a shop's offers during one transaction: what was stored, and the changes made since. */
export class TotalsBook {
  readonly changes: SeriesChange[] = [];
  readonly #stored: ReadonlyMap<string, TotalsAt>;
  readonly #start: number;
  #position: number;

  constructor(stored: ReadonlyMap<string, TotalsAt>, position: number) {
    this.#stored = stored;
    this.#start = position;
    this.#position = position;
  }

  get position(): number {
    return this.#position;
  }

  post(change: Omit<SeriesChange, "position">): void {
    this.#position += 1;
    this.changes.push({ ...change, position: this.#position });
  }

  /** As they stood at `position`; zero where nothing was asked of the store (a rule that reads no totals). */
  totalsOf(offerId: string, rule: OfferRule, creatorId: string, month: string, position: number): CreatorTotals {
    const stored = this.#stored.get(
      totalsKey({ offerId, creatorId, month, position: Math.min(position, this.#start) }),
    );
    const since = this.#since(offerId, position).filter((change) => change.creatorId === creatorId);
    const ofMonth = since.filter((change) => change.month === month);
    const allTime = rule.tiers?.period === "all_time";
    const base = allTime ? stored?.allTime : stored?.monthly;
    const counted = allTime ? since : ofMonth;
    return {
      netSalesMinor: counted.reduce((sum, change) => sum + change.netSalesMinor, base?.netSalesMinor ?? 0n),
      orders: counted.reduce((sum, change) => sum + change.orders, base?.orders ?? 0),
      monthUsedMinor: ofMonth.reduce((sum, change) => sum + change.amountMinor, stored?.monthUsedMinor ?? 0n),
    };
  }

  budgetUsedMinor(offerId: string, position: number): bigint {
    const at = Math.min(position, this.#start);
    const stored = [...this.#stored.values()].find((item) => item.offerId === offerId && item.position === at);
    return this.#since(offerId, position).reduce(
      (sum, change) => sum + change.amountMinor,
      stored?.budgetUsedMinor ?? 0n,
    );
  }

  #since(offerId: string, position: number): SeriesChange[] {
    if (position <= this.#start) return [];
    return this.changes.filter((change) => change.offerId === offerId && change.position <= position);
  }
}
