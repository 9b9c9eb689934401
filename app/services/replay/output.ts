import type { Commission } from "#app/domain/commission/commissions-for.ts";
import { byCodePoints } from "#app/domain/kernel/text.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import type { DeliveryCounts } from "./replay.ts";
import type { ReplayedVerdict } from "./world.ts";

/** The JSON of a replay. Amounts are minor units as text. */
export interface ReplayOutput {
  readonly orders: readonly ReplayedOrderOutput[];
  readonly balances: readonly BalanceOutput[];
  readonly deliveries: DeliveryCounts;
}

export interface ReplayedOrderOutput {
  readonly order: string;
  readonly currency: string;
  readonly reason: string;
  readonly commissions: readonly CommissionOutput[];
  readonly rejected: readonly { readonly creator: string; readonly evidence: string; readonly reason: string }[];
}

export interface CommissionOutput {
  readonly creator: string;
  readonly amountMinor: string;
  readonly evidence: string;
  readonly lines: readonly {
    readonly line: string | null;
    readonly commissionableMinor: string;
    readonly bps: number | null;
    readonly amountMinor: string;
    readonly why: string;
  }[];
}

export interface BalanceOutput {
  readonly creator: string;
  readonly currency: string;
  readonly pendingMinor: string;
  readonly payableMinor: string;
}

export function orderOutput({ orderId, verdict }: ReplayedVerdict, currency: Currency): ReplayedOrderOutput {
  return {
    order: orderId,
    currency,
    reason: verdict.reason,
    commissions: verdict.commissions.map(commissionOutput),
    rejected: verdict.attribution.rejected.map(({ partnership, kind, reason }) => ({
      creator: partnership.creator,
      evidence: kind,
      reason,
    })),
  };
}

function commissionOutput({ partnership, amountMinor, evidence, entries }: Commission): CommissionOutput {
  return {
    creator: partnership.creator,
    amountMinor: String(amountMinor),
    evidence,
    lines: entries.map((entry) => ({
      line: entry.lineId,
      commissionableMinor: String(entry.commissionableMinor),
      bps: entry.bps,
      amountMinor: String(entry.amountMinor),
      why: entry.why,
    })),
  };
}

/** Adds up what creators are owed at the end of a replay. */
export class Balances {
  readonly #byCreator = new Map<string, { pending: bigint; payable: bigint }>();

  add({ verdict, maturedMinor }: ReplayedVerdict): void {
    verdict.commissions.forEach(({ partnership, amountMinor }, index) => {
      const balance = this.#byCreator.get(partnership.creator) ?? { pending: 0n, payable: 0n };
      const matured = maturedMinor[index] ?? 0n;
      balance.payable += matured;
      balance.pending += amountMinor - matured;
      this.#byCreator.set(partnership.creator, balance);
    });
  }

  /** Creators to whom anything is owed, by code points. */
  output(currency: Currency): BalanceOutput[] {
    return [...this.#byCreator]
      .filter(([, { pending, payable }]) => pending !== 0n || payable !== 0n)
      .toSorted(([a], [b]) => byCodePoints(a, b))
      .map(([creator, { pending, payable }]) => ({
        creator,
        currency,
        pendingMinor: String(pending),
        payableMinor: String(payable),
      }));
  }
}
