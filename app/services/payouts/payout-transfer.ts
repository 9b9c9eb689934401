import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Transfer } from "../ports/ledger.ts";
import type { Payout } from "../ports/payouts.ts";

type Step = "payout_started" | "payout_confirmed" | "payout_failed" | "payout_returned";

const accounts = {
  payout_started: { from: "payable", to: "in_transit" },
  payout_confirmed: { from: "in_transit", to: "paid" },
  payout_failed: { from: "in_transit", to: "payable" },
  payout_returned: { from: "paid", to: "payable" },
} as const;

/** A step of a payout in the ledger: whole, and at most once, by its key. */
export const payoutTransfer = (
  payout: Payout,
  step: Step,
  by: { actor: string | null; at: Instant; reason: string },
): Transfer => ({
  shopId: payout.shopId,
  creatorId: payout.creatorId,
  currency: payout.currency,
  ...accounts[step],
  amountMinor: payout.amountMinor,
  kind: step,
  reason: by.reason,
  orderId: null,
  payoutId: payout.id,
  actor: by.actor,
  idempotencyKey: `payout/${payout.id}/${step}`,
  happenedAt: by.at,
});
