import type { Partnership } from "../attribution/evidence.ts";
import { type Instant, plusMonths } from "../kernel/instant.ts";

/** The customer's latest earlier order that was credited by other evidence than a lifetime claim. */
export interface EarlierCredit {
  readonly processedAt: Instant;
  /** The creator of its first credited code (or its one winner). */
  readonly partnership: Partnership;
}

/** Whether an earlier credit still claims an order: at most `months` before it, the last instant included. */
export function claimsForLife(earlier: EarlierCredit, processedAt: Instant, months: number): boolean {
  return processedAt <= plusMonths(earlier.processedAt, months);
}
