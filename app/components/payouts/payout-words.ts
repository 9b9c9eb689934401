import type { SkipReason } from "#app/domain/payout/plan-payouts.ts";
import type { BatchState, PayoutState } from "#app/services/ports/payouts.ts";

type Shown = { text: string; tone?: "success" | "info" | "attention" | "critical" };

export const payoutStates: Record<PayoutState, Shown> = {
  draft: { text: "Planned", tone: "info" },
  approved: { text: "Approved", tone: "attention" },
  submitted: { text: "To be paid", tone: "attention" },
  unknown: { text: "Being checked", tone: "attention" },
  paid: { text: "Paid", tone: "success" },
  failed: { text: "Failed", tone: "critical" },
  returned: { text: "Came back", tone: "critical" },
};

export const batchStates: Record<BatchState, Shown> = {
  draft: { text: "Waits for your approval", tone: "info" },
  approved: { text: "To be paid", tone: "attention" },
  submitted: { text: "On its way", tone: "attention" },
  closed: { text: "Done", tone: "success" },
};

export const skipReasons: Record<SkipReason, string> = {
  below_minimum: "Below your minimum. It is kept for a later run, at the latest after 60 days.",
  method_changed: "Changed how to be paid within the last three days. The change has to settle first.",
  negative_balance: "Refunds took back more than was earned. Later commissions make it up first.",
};
