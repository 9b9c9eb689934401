import { describe, expect, test } from "vitest";
import { aPartnership } from "../../../tests/builders/offer.ts";
import { USD, currency } from "../../../tests/builders/order.ts";
import { EVIDENCE_KINDS, LOSS_REASONS } from "../attribution/evidence.ts";
import type { Commission, CommissionEntry } from "../commission/commissions-for.ts";
import type { Verdict } from "../verdict/judge.ts";
import {
  creditLostInWords,
  evidenceInWords,
  explainCommission,
  explainEntry,
  explainRejection,
  explainVerdict,
  lossInWords,
} from "./explain.ts";

const entry = (change: Partial<CommissionEntry> = {}): CommissionEntry => ({
  lineId: "11",
  commissionableMinor: 1800n,
  bps: 1000,
  amountMinor: 180n,
  why: "percent",
  ...change,
});
const commission = (change: Partial<Commission> = {}): Commission => ({
  partnership: aPartnership("maya"),
  evidence: "code",
  amountMinor: 180n,
  entries: [entry()],
  netSalesMinor: 1800n,
  silencedBy: null,
  cuts: [],
  ...change,
});
const verdict = (change: Partial<Verdict> = {}): Verdict => ({
  reason: "code",
  attribution: { outcome: { kind: "credited", by: "code" }, credited: [aPartnership("maya")], rejected: [] },
  commissions: [commission()],
  ...change,
});

describe("an entry", () => {
  test.each([
    { change: {}, is: "10% of 18.00 USD, the offer's rate (line 11)" },
    { change: { bps: 1250, why: "override" }, is: "12.5% of 18.00 USD, the rate for this product (line 11)" },
    { change: { bps: 1205, why: "partnership" }, is: "12.05% of 18.00 USD, the creator's own rate (line 11)" },
    { change: { bps: 5, why: "customers" }, is: "0.05% of 18.00 USD, the rate for this kind of customer (line 11)" },
    { change: { bps: 0, why: "evidence" }, is: "0% of 18.00 USD, the rate for this kind of evidence (line 11)" },
    { change: { why: "tiers" }, is: "10% of 18.00 USD, the rate of the step reached (line 11)" },
    { change: { bps: 10_000, why: "boost" }, is: "100% of 18.00 USD, the boost in force (line 11)" },
    { change: { bps: null, why: "flat_per_item" }, is: "a flat amount for each item (line 11)" },
    { change: { bps: null, lineId: null, why: "flat_per_order" }, is: "a flat amount for the order" },
  ] as const)("$is", ({ change, is }) => expect(explainEntry(entry(change), USD)).toBe(is));

  test("in a currency without decimals", () =>
    expect(explainEntry(entry(), currency("JPY"))).toBe("10% of 1800 JPY, the offer's rate (line 11)"));
});

describe("a commission in one sentence", () => {
  test.each([
    { change: {}, is: "1.80 USD for the code on the order" },
    { change: { evidence: "survey" }, is: "1.80 USD for the shopper's answer after the purchase" },
    {
      change: { amountMinor: 0n, silencedBy: "customers" },
      is: "0.00 USD for the code on the order: the offer does not pay for this kind of customer",
    },
    {
      change: { amountMinor: 0n, silencedBy: "repeat" },
      is: "0.00 USD for the code on the order: the offer does not pay for this customer's further orders",
    },
    {
      change: {
        amountMinor: 50n,
        cuts: [
          { cap: "per_order", byMinor: 30n },
          { cap: "per_creator_month", byMinor: 60n },
          { cap: "budget", byMinor: 40n },
        ],
      },
      is: "0.50 USD for the code on the order; the limit for one order took off 0.30 USD; the creator's limit for the month took off 0.60 USD; the offer's budget took off 0.40 USD",
    },
  ] as const)("$is", ({ change, is }) => expect(explainCommission(commission(change), USD)).toBe(is));
});

describe("a verdict in one sentence", () => {
  const nobody = { outcome: { kind: "no_evidence" }, credited: [], rejected: [] } as const;
  const lost = { partnership: aPartnership("ben"), kind: "click", reason: "outside_window" } as const;
  test.each([
    { change: {}, is: "pays maya 1.80 USD for the code on the order" },
    {
      change: { commissions: [commission(), commission({ partnership: aPartnership("ben"), amountMinor: 5n })] },
      is: "pays maya 1.80 USD for the code on the order, pays ben 0.05 USD for the code on the order",
    },
    { change: { reason: "test_order" }, is: "pays nothing: it is a test order" },
    { change: { reason: "cancelled" }, is: "pays nothing: it was cancelled" },
    { change: { reason: "voided" }, is: "pays nothing: its payment was voided" },
    { change: { reason: "refunded" }, is: "pays nothing: it was refunded in full" },
    { change: { reason: "excluded_order" }, is: "pays nothing: the offer leaves out orders of this kind" },
    { change: { reason: "self_referral" }, is: "pays nothing: the evidence is the shopper's own" },
    { change: { reason: "no_evidence", attribution: nobody }, is: "pays nothing: no evidence of a creator" },
    {
      change: { reason: "no_evidence", attribution: { ...nobody, rejected: [lost] } },
      is: "pays nothing: the evidence on it does not count",
    },
  ] as const)("$is", ({ change, is }) => expect(explainVerdict(verdict(change), USD)).toBe(is));
});

test("evidence in words", () => {
  expect(EVIDENCE_KINDS.map(evidenceInWords)).toEqual([
    "the code on the order",
    "the code entered at checkout",
    "a click on the link",
    "the link that the visit began with",
    "an earlier order of the same customer",
    "the shopper's answer after the purchase",
  ]);
});

describe("a credit that was lost", () => {
  const rejected = [{ partnership: aPartnership("ben"), kind: "code", reason: "not_active" }] as const;
  const nobody = { outcome: { kind: "no_evidence" }, credited: [], rejected } as const;
  test.each([
    { creator: "ben", change: { attribution: nobody }, is: "the partnership was not active then" },
    { creator: "maya", change: { attribution: nobody }, is: null },
    { creator: "maya", change: { reason: "excluded_order" }, is: "the offer leaves out orders of this kind" },
    { creator: "maya", change: { reason: "cancelled" }, is: null },
  ] as const)("of $creator: $is", ({ creator, change, is }) =>
    expect(creditLostInWords(verdict(change), creator)).toBe(is),
  );
});

test("every way to lose in words", () => {
  expect(LOSS_REASONS.map(lossInWords)).toEqual([
    "the click was outside the offer's window",
    "the partnership was not active then",
    "the offer was not in force then",
    "the order is the creator's own",
    "the offer does not pay for survey answers",
    "the code was shared on coupon sites and another creator's click was live",
    "another click was newer",
    "other evidence on the order was stronger",
  ]);
  expect(explainRejection({ kind: "click", reason: "older_click" })).toBe(
    "a click on the link: another click was newer",
  );
});
