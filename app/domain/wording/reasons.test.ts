import { expect, test } from "vitest";
import { EVIDENCE_KINDS, LOSS_REASONS } from "../attribution/evidence.ts";
import {
  entryToCreator,
  evidenceLabel,
  evidenceToCreator,
  ledgerLine,
  maturityInWords,
  payoutInWords,
  receiptInWords,
  skipInWords,
  whyNotCredited,
  type Waiting,
} from "./reasons.ts";

/** A text to be met exactly, or a pattern. */
const like = (says: string | RegExp): string => (typeof says === "string" ? says : expect.stringMatching(says));

const formats = {
  money: (minor: bigint) => `$${minor}c`,
  day: (at: number) => new Date(at).toISOString().slice(0, 10),
};

test.each([...LOSS_REASONS, "test_order", "cancelled", "voided", "refunded", "excluded_order"])(
  "%s has a sentence of its own, which names nobody",
  (reason) => {
    const sentence = whyNotCredited(reason);
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence).not.toBe(whyNotCredited("a reason of a later version"));
  },
);

test("a reason of a later version", () => expect(whyNotCredited("too_kind")).toBe("The order was credited otherwise."));

test("no two reasons read alike", () => {
  const all = LOSS_REASONS.map(whyNotCredited);
  expect(new Set(all).size).toBe(all.length);
});

test.each(EVIDENCE_KINDS)("evidence of kind %s has words", (kind) => {
  expect(evidenceToCreator(kind)).toMatch(/^(your|the) /);
  expect(evidenceLabel(kind)).toMatch(/^[A-Z]/);
});

test.each([
  { entry: { commissionableMinor: 1800n, bps: 1000, why: "percent" }, says: "10% of $1800c, the offer's rate" },
  { entry: { commissionableMinor: 1800n, bps: 1250, why: "partnership" }, says: "12.5% of $1800c, your own rate" },
  { entry: { commissionableMinor: 0n, bps: null, why: "flat_per_order" }, says: "A fixed amount for the order" },
  {
    entry: { commissionableMinor: 100n, bps: 100, why: "of a later version" },
    says: "1% of $100c, another rate of the offer",
  },
])("$says", ({ entry, says }) => expect(entryToCreator(entry, formats)).toBe(says));

test("every rate has words of its own", () => {
  const kinds = [
    "override",
    "partnership",
    "customers",
    "evidence",
    "tiers",
    "percent",
    "boost",
    "flat_per_item",
    "flat_per_order",
    "of a later version",
  ];
  const all = kinds.map((why) => entryToCreator({ commissionableMinor: 100n, bps: null, why }, formats));
  expect(new Set(all).size).toBe(kinds.length);
  for (const words of all) expect(words).toMatch(/^(The|Your|A|Another) .*\b(rate|amount)\b/);
});

const now = Date.parse("2026-11-24T10:00:00Z");
const day = 86_400_000;
const waiting: Waiting = {
  amountMinor: 500n,
  maturedMinor: 0n,
  maturesAt: now + 10 * day,
  seenPaid: true,
  heldReason: null,
  heldUntil: null,
};
test.each([
  { why: "the hold runs", change: {}, says: "Payable on 2026-12-04." },
  { why: "it is over", change: { maturesAt: now - day, maturedMinor: 500n }, says: "Payable since 2026-11-23." },
  { why: "it is over, nobody knows since when", change: { maturesAt: null, maturedMinor: 500n }, says: "Payable." },
  { why: "no day is known yet", change: { maturesAt: null }, says: "Waits." },
  { why: "it ended just now", change: { maturesAt: now }, says: "Payable within minutes." },
  { why: "not paid", change: { maturesAt: null, seenPaid: false }, says: "Waits until the order is paid." },
  {
    why: "an unpaid edit",
    change: { maturesAt: now - day, maturedMinor: 300n },
    says: /^A part is payable; the rest waits/,
  },
  {
    why: "a chargeback",
    change: { heldReason: "chargeback", maturesAt: null },
    says: /^Held until the bank has decided/,
  },
  {
    why: "a review",
    change: { heldReason: "same_address", heldUntil: now + 14 * day, maturesAt: now + 14 * day },
    says: "Held for review until 2026-12-08: the order has the same postal address as you.",
  },
  {
    why: "a review that ends before the hold",
    change: { heldReason: "same_name", heldUntil: now + 2 * day },
    says: "Held for review until 2026-11-26: the order has the same name as you. Payable on 2026-12-04.",
  },
  {
    why: "a review without an end",
    change: { heldReason: "same_name" },
    says: "Held for review: the order has the same name as you.",
  },
  {
    why: "a review of an order that is not paid",
    change: { heldReason: "same_name", heldUntil: now + 2 * day, maturesAt: null, seenPaid: false },
    says: "Held for review until 2026-11-26: the order has the same name as you.",
  },
  {
    why: "a review that is over",
    change: { heldReason: "same_name", heldUntil: now, maturesAt: now },
    says: "Payable within minutes.",
  },
  { why: "all refunded", change: { amountMinor: 0n }, says: "Nothing is left of it." },
] satisfies { why: string; change: Partial<Waiting>; says: string | RegExp }[])("$why: $says", ({ change, says }) => {
  const text = maturityInWords({ ...waiting, ...change }, now, formats);
  expect(text).toEqual(like(says));
});

test.each([
  { kind: "accrual", says: "Sale" },
  { kind: "adjustment", says: "Correction" },
  { kind: "bonus", says: "Bonus" },
  { kind: "of_a_later_version", says: "Entry" },
])("$kind: $says", ({ kind, says }) => expect(ledgerLine(kind)).toBe(says));

test.each([
  "bounty",
  "manual",
  "write_off",
  "release",
  "review_held",
  "review_lifted",
  "payout_started",
  "payout_confirmed",
  "payout_failed",
  "payout_returned",
])("a line of kind %s has a heading of its own", (kind) => expect(ledgerLine(kind)).toMatch(/^(?!Entry$)[A-Z]/));

test.each(["below_minimum", "method_changed", "negative_balance"])("left out, %s: a sentence", (reason) =>
  expect(skipInWords(reason)).toMatch(/^[A-Z].*\.$/),
);

test.each(["approved", "submitted", "unknown", "paid", "failed", "returned"])("a payout %s: label, sentence", (state) =>
  expect(payoutInWords(state)).toEqual({
    label: expect.stringMatching(/^[A-Z]/) as string,
    text: expect.stringMatching(/^(The|It) .*\.$/) as string,
  }),
);

test("what this version does not know is shown as it came", () => {
  expect(skipInWords("the owner is on holiday")).toBe("the owner is on holiday");
  expect(payoutInWords("teleported")).toEqual({ label: "teleported", text: "" });
  expect(payoutInWords("paid").label).toBe("Paid");
});

const receipt = { arrived: true, earned: null, lostFor: null, orderReason: null };
test.each([
  { why: "credited", change: { earned: "$12.30" }, says: "Yes: it is credited to you, with $12.30." },
  { why: "not here yet", change: { arrived: false }, says: /^The order has not reached us yet/ },
  { why: "lost", change: { lostFor: "older_click" }, says: /^No\. Another creator's link was clicked later/ },
  {
    why: "cancelled",
    change: { orderReason: "cancelled", lostFor: "older_click" },
    says: "No. The order was cancelled.",
  },
  { why: "nobody's", change: { orderReason: "no_evidence" }, says: /^No\. Neither your code nor your link/ },
])("a receipt of an order that is $why", ({ change, says }) =>
  expect(receiptInWords({ ...receipt, ...change })).toEqual(like(says)),
);
