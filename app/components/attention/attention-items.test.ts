import { expect, test } from "vitest";
import { instant } from "#app/domain/kernel/instant.ts";
import { USD } from "../../../tests/builders/order.ts";
import { attentionItems, type Waiting } from "./attention-items.ts";

const since = instant(Date.parse("2026-11-24T10:00:00Z"));
const calm: Waiting = {
  waitingApplications: 0,
  heldForReview: 0,
  audit: { openFindings: 0, lastFoundAt: null },
  setAside: 0,
  budgets: [],
  reconciliation: { since, healed: 3, compared: 9, chargebacks: 0, lastAt: since, sweep: null, backFill: null },
};
const failed = {
  kind: "sweep",
  state: "failed",
  from: since,
  lastAt: since,
  compared: 0,
  missing: 0,
  newer: 0,
  chargebacks: 0,
  failure: "HTTP 500",
} as const;
const budget = { offerId: "o1", offerName: "Ten percent", currency: USD, budgetMinor: 10_000n };

test.each<{ why: string; change: Partial<Waiting>; says: string[] }>([
  { why: "nothing, whatever was put right", change: {}, says: [] },
  {
    why: "differences in the books",
    change: { audit: { openFindings: 2, lastFoundAt: since } },
    says: ["critical: The nightly audit found 2 differences in your books"],
  },
  {
    why: "a budget",
    change: { budgets: [{ ...budget, usedMinor: 9_000n }] },
    says: ["warning: The budget of Ten percent is nearly used up"],
  },
  {
    why: "a budget at its end",
    change: { budgets: [{ ...budget, usedMinor: 10_000n }] },
    says: ["warning: The budget of Ten percent is used up"],
  },
  {
    why: "a comparison that failed",
    change: { reconciliation: { ...calm.reconciliation, sweep: failed } },
    says: ["warning: The last nightly comparison with Shopify did not end"],
  },
  {
    why: "all at once, the most urgent first",
    change: { audit: { openFindings: 1, lastFoundAt: null }, setAside: 1, heldForReview: 1, waitingApplications: 12 },
    says: [
      "critical: The nightly audit found 1 difference in your books",
      "warning: 1 message from Shopify could not be read",
      "info: 1 order held for review",
      "info: 12 applications to look at",
    ],
  },
])("$why", ({ change, says }) => {
  const items = attentionItems({ ...calm, ...change }, "America/New_York");
  expect(items.map(({ badge, what }) => `${badge}: ${what}`)).toEqual(says);
  expect(items.every(({ why }) => why.endsWith("."))).toBe(true);
});
