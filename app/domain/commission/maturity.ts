import { type Instant, later, plusDays } from "../kernel/instant.ts";

export interface MaturityFacts {
  readonly processedAt: Instant;
  readonly holdDays: number;
  /** `null`: never seen paid, so it accrues and does not mature. */
  readonly seenPaidAt: Instant | null;
}

/** When a commission becomes payable: the hold (of 24-hour days) after the order, not before the order was seen paid. */
export function maturesAt({ processedAt, holdDays, seenPaidAt }: MaturityFacts): Instant | null {
  return seenPaidAt === null ? null : later(plusDays(processedAt, holdDays), seenPaidAt);
}

/**
 * How much of a commission is payable at `now`. An unpaid status after a paid one undoes nothing: only what exceeds the
 * commission of the newest paid body waits. An open chargeback holds all.
 */
export function maturedMinor(
  facts: MaturityFacts & { readonly disputed: boolean },
  amountMinor: bigint,
  paidBodyMinor: bigint,
  now: Instant,
): bigint {
  const at = maturesAt(facts);
  if (at === null || now < at || facts.disputed) return 0n;
  return amountMinor < paidBodyMinor ? amountMinor : paidBodyMinor;
}
