import { describe, expect, test } from "vitest";
import { NO_TOTALS, aPartnership, aRule, someEvidence } from "../../../tests/builders/offer.ts";
import { aLine, anOrder } from "../../../tests/builders/order.ts";
import { type JudgeContext, type OfferInForce, judge } from "./judge.ts";

const anOffer = (
  id = "offer",
  rule: Record<string, unknown> = { percent: { bps: 1000 } },
  inForce = true,
): OfferInForce => ({
  id,
  rule: aRule(rule),
  windowDays: 30,
  inForce,
});

function aContext(
  change: Partial<Omit<JudgeContext, "offers">> & { offers?: readonly OfferInForce[] } = {},
): JudgeContext {
  const { offers = [anOffer()], ...rest } = change;
  return {
    offers: new Map(offers.map((offer) => [offer.id, offer])),
    evidence: [someEvidence("code")],
    selfReferred: new Set(),
    customer: { kind: "guest" },
    ownerOf: (code) => code,
    productOf: () => undefined,
    totalsOf: () => NO_TOTALS,
    budgetUsedMinor: () => 0n,
    ...rest,
  };
}

const paid = (verdict: ReturnType<typeof judge>) =>
  Object.fromEntries(verdict.commissions.map(({ partnership, amountMinor }) => [partnership.creator, amountMinor]));

test("an order with a code pays its creator", () => {
  const verdict = judge(anOrder(), aContext());
  expect(verdict.reason).toBe("code");
  expect(paid(verdict)).toEqual({ maya: 100n });
});

describe("the first reason that holds", () => {
  test.each([
    { is: { test: true }, reason: "test_order" },
    { is: { cancelled: true }, reason: "cancelled" },
    { is: { financialStatus: "voided" }, reason: "voided" },
    { is: { financialStatus: "refunded" }, reason: "refunded" },
  ])("$reason pays nothing and lists nobody", ({ is, reason }) => {
    const verdict = judge(anOrder({ ...is, sourceName: "pos" }), aContext());
    expect(verdict).toEqual({
      reason,
      attribution: { outcome: { kind: "no_evidence" }, credited: [], rejected: [] },
      commissions: [],
    });
  });

  const noPos = { percent: { bps: 1000 }, orders: { excludeSources: ["pos"] } };
  const pos = anOrder({ sourceName: "pos" });
  test("then excluded, before evidence is weighed", () => {
    const verdict = judge(pos, aContext({ offers: [anOffer("offer", noPos)], selfReferred: new Set(["maya"]) }));
    expect(verdict).toMatchObject({ reason: "excluded_order", commissions: [] });
    expect(verdict.attribution.rejected).toEqual([]);
  });

  test("then a self-referral", () => {
    const verdict = judge(anOrder(), aContext({ selfReferred: new Set(["maya"]) }));
    expect(verdict).toMatchObject({ reason: "self_referral", commissions: [] });
    expect(verdict.attribution.rejected).toHaveLength(1);
  });

  test("then no evidence", () => {
    expect(judge(anOrder(), aContext({ evidence: [] })).reason).toBe("no_evidence");
  });

  test("an order without evidence is excluded when no offer would take it", () => {
    expect(judge(pos, aContext({ evidence: [], offers: [anOffer("offer", noPos)] })).reason).toBe("excluded_order");
    const both = [anOffer("offer", noPos), anOffer("other")];
    expect(judge(pos, aContext({ evidence: [], offers: both })).reason).toBe("no_evidence");
    const ended = [anOffer("offer", noPos), anOffer("other", undefined, false)];
    expect(judge(pos, aContext({ evidence: [], offers: ended })).reason).toBe("excluded_order");
    expect(judge(pos, aContext({ evidence: [], offers: [] })).reason).toBe("no_evidence");
  });

  test("offers that nobody claims do not matter to an order with evidence", () => {
    const offers = [anOffer("offer", noPos), anOffer("other")];
    expect(judge(pos, aContext({ offers })).reason).toBe("excluded_order");
  });

  test("one claimed offer of several leaves the order out: its evidence loses, the other's counts", () => {
    const offers = [anOffer("offer", noPos), anOffer("other")];
    const evidence = [
      someEvidence("code", "maya"),
      someEvidence("landing", "ben", { partnership: aPartnership("ben", { offerId: "other" }) }),
    ];
    const verdict = judge(pos, aContext({ offers, evidence }));
    expect(verdict.reason).toBe("landing");
    expect(verdict.attribution.rejected).toMatchObject([{ kind: "code", reason: "offer_not_in_force" }]);
  });
});

describe("an offer's terms", () => {
  test("not in force: its evidence says so", () => {
    const verdict = judge(anOrder(), aContext({ offers: [anOffer("offer", undefined, false)] }));
    expect(verdict.reason).toBe("no_evidence");
    expect(verdict.attribution.rejected).toMatchObject([{ reason: "offer_not_in_force" }]);
  });

  test("unknown: like one that is not in force", () => {
    const verdict = judge(anOrder(), aContext({ offers: [anOffer("other")] }));
    expect(verdict.attribution.rejected).toMatchObject([{ reason: "offer_not_in_force" }]);
  });

  test("an unknown offer has no window and pays no survey", () => {
    const clickedAt = anOrder().snapshot.processedAt;
    const click = someEvidence("click", "maya", { clickedAt });
    expect(judge(anOrder(), aContext({ offers: [], evidence: [click] })).attribution.rejected).toMatchObject([
      { reason: "offer_not_in_force" },
    ]);
    const survey = judge(anOrder(), aContext({ offers: [], evidence: [someEvidence("survey")] }));
    expect(survey).toMatchObject({ reason: "no_evidence" });
  });

  test("a survey credits only with a rate of its own", () => {
    const evidence = [someEvidence("survey")];
    expect(judge(anOrder(), aContext({ evidence })).attribution.rejected).toMatchObject([{ reason: "survey_unpaid" }]);
    const paying = [anOffer("offer", { evidence: { survey: { bps: 300 } } })];
    const verdict = judge(anOrder(), aContext({ evidence, offers: paying }));
    expect(verdict.reason).toBe("survey");
    expect(paid(verdict)).toEqual({ maya: 30n });
  });
});

describe("codes of two offers", () => {
  const lines = [
    aLine({ id: "1", codeAllocations: [{ code: "maya", amountMinor: 1n }] }),
    aLine({ id: "2", codeAllocations: [{ code: "ben", amountMinor: 1n }] }),
  ];
  const evidence = [
    someEvidence("code", "maya", { partnership: aPartnership("maya", { offerId: "b" }) }),
    someEvidence("code", "ben", { partnership: aPartnership("ben", { offerId: "a" }) }),
  ];
  const offers = [anOffer("a", { percent: { bps: 500 } }), anOffer("b", { percent: { bps: 2000 } })];

  test("each is paid by its own, listed by creator", () => {
    const verdict = judge(anOrder({ lines }), aContext({ evidence, offers }));
    expect(verdict.commissions.map(({ partnership }) => partnership.creator)).toEqual(["ben", "maya"]);
    expect(paid(verdict)).toEqual({ ben: 50n, maya: 200n });
  });

  test("each offer's totals are its own", () => {
    const capped = [
      anOffer("a", { percent: { bps: 500 }, caps: { perCreatorMonthMinor: "1000", budgetMinor: "1000" } }),
      anOffer("b", { percent: { bps: 2000 }, caps: { perCreatorMonthMinor: "1000", budgetMinor: "1000" } }),
    ];
    const verdict = judge(
      anOrder({ lines }),
      aContext({
        evidence,
        offers: capped,
        totalsOf: (offerId) => ({ ...NO_TOTALS, monthUsedMinor: offerId === "a" ? 990n : 0n }),
        budgetUsedMinor: (offerId) => (offerId === "b" ? 900n : 0n),
      }),
    );
    expect(paid(verdict)).toEqual({ ben: 10n, maya: 100n });
  });
});
