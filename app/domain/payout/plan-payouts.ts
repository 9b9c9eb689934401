import { DAY_MS, type Instant } from "../kernel/instant.ts";
import { byCodePoints } from "../kernel/text.ts";
import { type Currency, exponentOf } from "../money/currency.ts";

/** What is payable to one creator in one currency, and what decides whether a run pays it. */
export interface PayoutCandidate {
  readonly creatorId: string;
  readonly currency: Currency;
  readonly payableMinor: bigint;
  /** Since when some of it waits to be paid. */
  readonly waitingSince: Instant | null;
  /** No partnership of the shop with the creator goes on. */
  readonly ended: boolean;
  /** The creator has changed how to be paid, and the change does not count yet. */
  readonly methodChanging: boolean;
}

export type SkipReason = "below_minimum" | "method_changed" | "negative_balance";

export interface PayoutPlan {
  readonly payouts: readonly {
    readonly creatorId: string;
    readonly currency: Currency;
    readonly amountMinor: bigint;
  }[];
  readonly skips: readonly {
    readonly creatorId: string;
    readonly currency: Currency;
    readonly balanceMinor: bigint;
    readonly reason: SkipReason;
  }[];
}

/** Nobody waits longer for a small amount. */
export const LONGEST_WAIT_DAYS = 60;

/** Ten units of a major currency, of which the minor unit is a hundredth; the like of it in others. */
export const defaultMinimum = (currency: Currency): bigint =>
  10n * 10n ** BigInt(exponentOf(currency)) * (exponentOf(currency) === 0 ? 100n : 1n);

/**
 * Whom a run pays, and whom it leaves out and why. Each pays the whole balance; a balance of 0 is neither.
 *
 * The minimum falls away once a partnership has ended, or after 60 days.
 * @param minimumMinor of the shop's own currency; null for the usual one. Other currencies have the usual one
 */
export function planPayouts(
  candidates: readonly PayoutCandidate[],
  rules: { readonly shopCurrency: Currency; readonly minimumMinor: bigint | null; readonly now: Instant },
): PayoutPlan {
  const sorted = candidates
    .filter((candidate) => candidate.payableMinor !== 0n)
    .toSorted((a, b) => byCodePoints(a.creatorId, b.creatorId) || byCodePoints(a.currency, b.currency));
  const judged = sorted.map((candidate) => ({ candidate, reason: reasonToSkip(candidate, rules) }));
  return {
    payouts: judged
      .filter(({ reason }) => reason === null)
      .map(({ candidate: { creatorId, currency, payableMinor } }) => ({
        creatorId,
        currency,
        amountMinor: payableMinor,
      })),
    skips: judged.flatMap(({ candidate: { creatorId, currency, payableMinor }, reason }) =>
      reason === null ? [] : [{ creatorId, currency, balanceMinor: payableMinor, reason }],
    ),
  };
}

type Rules = Parameters<typeof planPayouts>[1];

function reasonToSkip(candidate: PayoutCandidate, { shopCurrency, minimumMinor, now }: Rules): SkipReason | null {
  const { payableMinor, currency, waitingSince, ended } = candidate;
  if (payableMinor < 0n) return "negative_balance";
  if (candidate.methodChanging) return "method_changed";
  const waitedLong = waitingSince !== null && now - waitingSince >= LONGEST_WAIT_DAYS * DAY_MS;
  if (ended || waitedLong) return null;
  const minimum = currency === shopCurrency && minimumMinor !== null ? minimumMinor : defaultMinimum(currency);
  return payableMinor < minimum ? "below_minimum" : null;
}
