import { describe, expect, test } from "vitest";
import { parseCurrency, type Currency } from "#app/domain/money/currency.ts";
import { readAwardForm, readBalanceForm, readCodeForm, readPartnershipForm, readReviewForm } from "./read-forms.ts";

const currency = (code: string) => parseCurrency(code) as Currency;
const form = (fields: Record<string, string>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};
const id = "0f9c1f0e-6d3b-4c7a-9a1e-2b7d5a1c9e10";
const award = {
  intent: "grant",
  awardId: id,
  partnershipId: "p",
  kind: "bonus",
  amountMinor: "25",
  currency: "USD",
  holdDays: "30",
  reason: "100 orders",
};
const correction = {
  intent: "correct",
  requestId: id,
  way: "take",
  amountMinor: "1",
  currency: "USD",
  reason: "A typo",
};

const problemsOf = (read: { kind: string; problems?: Record<string, string> }) => read.problems ?? {};

describe("amounts are exact, above zero, and in the store's currency", () => {
  test.each([
    { typed: "25", code: "USD", minor: 2_500n },
    { typed: " 0.01 ", code: "USD", minor: 1n },
    { typed: "25", code: "JPY", minor: 25n },
    { typed: "1.234", code: "KWD", minor: 1_234n },
  ])("$typed $code is $minor", ({ typed, code, minor }) => {
    const read = readAwardForm(form({ ...award, amountMinor: typed, currency: code }), currency(code));
    expect(read).toMatchObject({ kind: "read", value: { amountMinor: minor, currency: code } });
  });

  test.each([
    { typed: "0", code: "USD" },
    { typed: "-5", code: "USD" },
    { typed: "1.005", code: "USD" },
    { typed: "1.5", code: "JPY" },
    { typed: "", code: "USD" },
    { typed: "ten", code: "USD" },
    { typed: "1e3", code: "USD" },
    { typed: "1,50", code: "USD" },
    { typed: "99999999999999999", code: "USD" },
  ])("$typed $code is refused", ({ typed, code }) => {
    for (const read of [
      readAwardForm(form({ ...award, amountMinor: typed, currency: code }), currency(code)),
      readBalanceForm(form({ ...correction, amountMinor: typed, currency: code }), currency(code)),
    ])
      expect(Object.keys(problemsOf(read))).toEqual(["amountMinor"]);
  });

  test("an amount that was typed in another currency", () => {
    const read = readBalanceForm(form({ ...correction, currency: "EUR" }), currency("USD"));
    expect(problemsOf(read)).toEqual({ currency: "The store's currency has changed: reload the page" });
  });
});

test.each<{ what: string; change: Record<string, string>; field: string }>([
  { what: "no reason", change: { reason: "  " }, field: "reason" },
  { what: "too long a reason", change: { reason: "x".repeat(501) }, field: "reason" },
  { what: "no kind", change: { kind: "gift" }, field: "kind" },
  { what: "a hold of 366 days", change: { holdDays: "366" }, field: "holdDays" },
  { what: "a hold of half a day", change: { holdDays: "0.5" }, field: "holdDays" },
  { what: "an id that is none", change: { awardId: "1" }, field: "awardId" },
])("an award with $what is refused, and the field named", ({ change, field }) => {
  expect(Object.keys(problemsOf(readAwardForm(form({ ...award, ...change }), currency("USD"))))).toEqual([field]);
});

test("a correction needs its way", () => {
  expect(problemsOf(readBalanceForm(form({ ...correction, way: "" }), currency("USD")))).toEqual({
    way: "Choose which way",
  });
});

test("an end needs its kind and its reason; fraud is one of the kinds", () => {
  const ended = { to: "ended", partnershipId: "p", reason: "Own orders" };
  expect(problemsOf(readPartnershipForm(form(ended)))).toEqual({ endedFor: "Choose why it ends" });
  expect(readPartnershipForm(form({ ...ended, endedFor: "fraud" }))).toMatchObject({ kind: "read" });
  expect(Object.keys(problemsOf(readPartnershipForm(form({ to: "paused", partnershipId: "p", reason: "" }))))).toEqual([
    "reason",
  ]);
});

test("a flag is set or taken back, with a reason", () => {
  expect(readCodeForm(form({ codeId: "c", leaked: "yes", reason: "On a coupon site" }))).toMatchObject({
    value: { leaked: true },
  });
  expect(Object.keys(problemsOf(readCodeForm(form({ codeId: "c", leaked: "maybe", reason: "x y" }))))).toEqual([
    "leaked",
  ]);
});

describe("what is said of an order under review", () => {
  test.each([{}, { reason: "left over" }])("it is to be paid: no reason is asked for, and none is kept: %o", (more) =>
    expect(readReviewForm(form({ decision: "pay", creatorId: id, ...more }))).toEqual({
      kind: "read",
      value: { decision: "pay", creatorId: id, reason: null },
    }),
  );

  test("it is their own: only with a reason, which they read", () => {
    expect(problemsOf(readReviewForm(form({ decision: "own_order", creatorId: id, reason: " " })))).toEqual({
      reason: "Give a reason, in a few words",
    });
    expect(readReviewForm(form({ decision: "own_order", creatorId: id, reason: " Her studio " }))).toEqual({
      kind: "read",
      value: { decision: "own_order", creatorId: id, reason: "Her studio" },
    });
  });

  test.each([{ decision: "pay", creatorId: "x" }, { decision: "burn", creatorId: id }, {}])(
    "nothing else: %o",
    (typed) => expect(readReviewForm(form(typed as Record<string, string>)).kind).toBe("invalid"),
  );
});
