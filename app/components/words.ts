import type { EvidenceKind } from "#app/domain/attribution/evidence.ts";
import type { TransferKind } from "#app/services/ports/ledger.ts";

/** Kinds as a merchant reads them in a table. */
export const evidenceNames: Record<EvidenceKind, string> = {
  code: "Code on the order",
  entered: "Code entered at checkout",
  click: "Click on the link",
  landing: "Visit that began with the link",
  lifetime: "Earlier order of the customer",
  survey: "Answer after the purchase",
};

export const transferNames: Record<TransferKind, string> = {
  accrual: "Earned",
  adjustment: "Changed",
  release: "The hold ended",
  review_held: "Held for review",
  review_lifted: "Review ended",
  bonus: "Bonus",
  bounty: "Bounty",
  manual: "By hand",
  payout_started: "Payout started",
  payout_confirmed: "Paid",
  payout_failed: "Payout failed",
  payout_returned: "Payout came back",
  write_off: "Written off",
};

export const accountNames: Record<string, string> = {
  expense: "Your cost",
  pending: "On hold",
  payable: "Ready to pay",
  in_transit: "On its way",
  paid: "Paid",
};
