import type { Instant } from "../kernel/instant.ts";

/** From when (inclusive) until when (exclusive; `null`: still) a brand says that a code is out on coupon sites. */
export interface LeakPeriod {
  readonly from: Instant;
  readonly until: Instant | null;
}

/** Whether a code counts as leaked for an order processed at `at`. A flag never acts on earlier orders, nor does taking it back. */
export const isLeakedAt = (periods: readonly LeakPeriod[], at: Instant): boolean =>
  periods.some(({ from, until }) => from <= at && (until === null || at < until));
