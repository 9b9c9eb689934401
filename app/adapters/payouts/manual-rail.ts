import type { PayoutRail } from "#app/services/ports/payout-rail.ts";

/** The brand pays outside (by bank, PayPal …), and records the reference: there is nobody to tell or to ask but a person. */
export const manualRail: PayoutRail = {
  name: "manual",
  submit: async () => ({ kind: "awaiting_person" }),
  ask: async () => ({ kind: "awaiting_person" }),
};
