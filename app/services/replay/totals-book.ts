import type { CreatorTotals } from "#app/domain/commission/commissions-for.ts";
import type { OfferRule } from "#app/domain/commission/rule.ts";
import { Series } from "#app/domain/commission/series.ts";

/** What one order adds to one creator's running totals. */
export interface Contribution {
  readonly creator: string;
  readonly month: string;
  readonly netSalesMinor: bigint;
  readonly amountMinor: bigint;
}

/** The running totals of an offer, as they stood at any position. */
export class TotalsBook {
  readonly #series = new Map<string, Series>();
  #position = 0;

  /** Where the book stands: an order keeps this from its first settlement. */
  get position(): number {
    return this.#position;
  }

  /** Replaces what an order contributed by what it contributes now. */
  replace(before: readonly Contribution[], after: readonly Contribution[]): void {
    if (same(before, after)) return;
    this.#position += 1;
    for (const item of before) this.#add(item, -1n);
    for (const item of after) this.#add(item, 1n);
  }

  totalsOf(rule: OfferRule, creator: string, month: string, position: number): CreatorTotals {
    const period = rule.tiers?.period === "all_time" ? "" : month;
    return {
      netSalesMinor: this.#at(`sales ${period} ${creator}`, position),
      orders: Number(this.#at(`orders ${period} ${creator}`, position)),
      monthUsedMinor: this.#at(`used ${month} ${creator}`, position),
    };
  }

  budgetUsedMinor(position: number): bigint {
    return this.#at("budget", position);
  }

  #add({ creator, month, netSalesMinor, amountMinor }: Contribution, sign: 1n | -1n): void {
    for (const period of ["", month]) {
      this.#post(`sales ${period} ${creator}`, sign * netSalesMinor);
      this.#post(`orders ${period} ${creator}`, sign);
    }
    this.#post(`used ${month} ${creator}`, sign * amountMinor);
    this.#post("budget", sign * amountMinor);
  }

  #post(key: string, delta: bigint): void {
    let series = this.#series.get(key);
    if (series === undefined) this.#series.set(key, (series = new Series()));
    series.add(this.#position, delta);
  }

  #at(key: string, position: number): bigint {
    return this.#series.get(key)?.at(position) ?? 0n;
  }
}

function same(a: readonly Contribution[], b: readonly Contribution[]): boolean {
  return (
    a.length === b.length &&
    a.every((left, index) => {
      const right = b[index];
      return (
        right !== undefined &&
        left.creator === right.creator &&
        left.month === right.month &&
        left.netSalesMinor === right.netSalesMinor &&
        left.amountMinor === right.amountMinor
      );
    })
  );
}
