import { describe, expect, test } from "vitest";
import type { Commission } from "../commission/commissions-for.ts";
import type { Verdict } from "../verdict/judge.ts";
import { saleToBrand, saleToCreator } from "./test-sale.ts";

const formats = { money: (amountMinor: bigint) => `$${amountMinor / 100n}` };
const maya = {
  id: "p1",
  creator: "maya",
  offerId: "o1",
  activeFrom: null,
  activeUntil: null,
  endedForFraud: false,
  ownRateBps: null,
};
const entry = { lineId: "1", commissionableMinor: 5_000n, amountMinor: 500n, why: "percent" } as const;
const commission: Commission = {
  partnership: maya,
  evidence: "click",
  amountMinor: 500n,
  entries: [{ ...entry, bps: 1_000 }],
  netSalesMinor: 5_000n,
  silencedBy: null,
  cuts: [],
};
const credited = (change: Partial<Commission> = {}): Verdict => ({
  reason: "click",
  attribution: { outcome: { kind: "credited", by: "click" }, credited: [maya], rejected: [] },
  commissions: [{ ...commission, ...change }],
});
const lost = (reason: Verdict["attribution"]["rejected"][number]["reason"]): Verdict => ({
  reason: "no_evidence",
  attribution: {
    outcome: { kind: "no_evidence" },
    credited: [],
    rejected: [{ partnership: maya, kind: "click", reason }],
  },
  commissions: [],
});
const gated = (reason: Verdict["reason"]): Verdict => ({
  ...lost("not_active"),
  reason,
  attribution: { ...lost("not_active").attribution, rejected: [] },
});
const zero = { amountMinor: 0n, entries: [] };

describe("what a test sale came to", () => {
  test.each([
    { why: "one rate", verdict: credited(), outcome: "earns", said: "Would be credited to Maya with $5 (10%)." },
    {
      why: "a flat amount",
      verdict: credited({ entries: [{ ...entry, bps: null, why: "flat_per_order" }] }),
      outcome: "earns",
      said: "Would be credited to Maya with $5.",
    },
    {
      why: "two rates",
      verdict: credited({
        entries: [
          { ...entry, bps: 500 },
          { ...entry, bps: 1_000 },
        ],
      }),
      outcome: "earns",
      said: "Would be credited to Maya with $5.",
    },
    {
      why: "new customers are not paid for",
      verdict: credited({ ...zero, silencedBy: "customers" }),
      outcome: "earns_nothing",
      said: "Would be credited to Maya, and pay nothing: the offer does not pay for orders of new customers.",
    },
    {
      why: "the month's limit",
      verdict: credited({ ...zero, cuts: [{ cap: "per_creator_month", byMinor: 500n }] }),
      outcome: "earns_nothing",
      said: "Would be credited to Maya, and pay nothing: the limit for this month is reached.",
    },
    {
      why: "no rate",
      verdict: credited(zero),
      outcome: "earns_nothing",
      said: "Would be credited to Maya, and pay nothing: no rate of the offer fits such a sale.",
    },
    {
      why: "lost",
      verdict: lost("not_active"),
      outcome: "not_credited",
      said: "Not credited to Maya: the partnership was not active then.",
    },
    {
      why: "an answer without a rate",
      verdict: lost("survey_unpaid"),
      outcome: "kept_unpaid",
      said: "The answer is kept. This offer pays nothing for answers.",
    },
    {
      why: "an order that is left out",
      verdict: gated("excluded_order"),
      outcome: "not_credited",
      said: "Not credited to Maya: the offer leaves out orders of this kind.",
    },
    {
      why: "nothing on it",
      verdict: gated("no_evidence"),
      outcome: "not_credited",
      said: "Not credited to Maya: nothing on the order pointed to a creator.",
    },
  ])("to the brand: $why", ({ verdict, outcome, said }) => {
    expect(saleToBrand({ verdict, creator: "maya" }, "Maya", formats)).toEqual({ outcome, said });
  });

  test.each([
    { why: "earns", verdict: credited(), outcome: "earns", said: "A sale of $50 by your link would earn you $5." },
    {
      why: "the budget is used up",
      verdict: credited({ ...zero, cuts: [{ cap: "budget", byMinor: 500n }] }),
      outcome: "earns_nothing",
      said: "A sale of $50 by your link would earn you nothing now: the offer's budget is used up.",
    },
    {
      why: "lost",
      verdict: lost("offer_not_in_force"),
      outcome: "not_credited",
      said: "The offer was not in force when the order was placed, or does not take such orders.",
    },
  ])("to the creator: $why", ({ verdict, outcome, said }) => {
    const sale = { by: "link", amountMinor: 5_000n } as const;
    expect(saleToCreator({ verdict, creator: "maya" }, sale, formats)).toEqual({ outcome, said });
  });
});
