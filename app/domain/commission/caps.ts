import { allocate } from "../money/allocate.ts";
import type { OfferRule } from "./rule.ts";

/** A rounded amount that a cap may cut. */
export interface Capped {
  readonly creator: string;
  readonly entriesMinor: readonly bigint[];
}

export interface CapUse {
  /** What the creator's other orders of the month have used. */
  readonly monthUsedMinor: (creator: string) => bigint;
  readonly budgetUsedMinor: bigint;
}

export type CapName = "per_order" | "per_creator_month" | "budget";

export interface CapResult {
  readonly amounts: readonly Capped[];
  /** Which caps cut something. */
  readonly cut: readonly { readonly cap: CapName; readonly creator: string; readonly byMinor: bigint }[];
}

const totalOf = ({ entriesMinor }: Capped): bigint => entriesMinor.reduce((a, b) => a + b, 0n);
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const left = (cap: bigint, used: bigint): bigint => (used >= cap ? 0n : cap - used);

/**
 * Caps come last, each over the rounded amounts before it: the order's (over all its creators), then each creator's
 * month, then the budget. What a cap leaves is shared over the creators' totals, then over each one's entries.
 */
export function applyCaps(amounts: readonly Capped[], caps: OfferRule["caps"], use: CapUse): CapResult {
  const steps: { cap: CapName; totals: (before: readonly bigint[]) => readonly bigint[] }[] = [];
  const { perOrderMinor, perCreatorMonthMinor, budgetMinor } = caps;
  if (perOrderMinor !== undefined)
    steps.push({ cap: "per_order", totals: (before) => together(before, perOrderMinor) });
  if (perCreatorMonthMinor !== undefined)
    steps.push({
      cap: "per_creator_month",
      totals: (before) =>
        before.map((total, i) =>
          least(total, left(perCreatorMonthMinor, use.monthUsedMinor(amounts[i]?.creator ?? ""))),
        ),
    });
  if (budgetMinor !== undefined)
    steps.push({ cap: "budget", totals: (before) => together(before, left(budgetMinor, use.budgetUsedMinor)) });

  let current = amounts;
  const cut: CapResult["cut"][number][] = [];
  for (const { cap, totals } of steps) {
    const before = current.map(totalOf);
    const after = totals(before);
    current = current.map((item, i) => ({
      ...item,
      entriesMinor: shrink(item.entriesMinor, before[i] ?? 0n, after[i] ?? 0n),
    }));
    before.forEach((total, i) => {
      const byMinor = total - (after[i] ?? 0n);
      if (byMinor > 0n) cut.push({ cap, creator: amounts[i]?.creator ?? "", byMinor });
    });
  }
  return { amounts: current, cut };
}

function together(totals: readonly bigint[], capMinor: bigint): readonly bigint[] {
  const sum = totals.reduce((a, b) => a + b, 0n);
  return sum > capMinor ? allocate(capMinor, totals) : totals;
}

const shrink = (entries: readonly bigint[], before: bigint, after: bigint): readonly bigint[] =>
  before === after ? entries : allocate(after, entries);
