import { describe, expect, test } from "vitest";
import { aPartnership, aRule } from "../../../tests/builders/offer.ts";
import { at } from "../../../tests/builders/order.ts";
import {
  type CustomerHistory,
  type CustomerOrder,
  type CustomerStanding,
  NO_HISTORY,
  byProcessedAt,
  customersRate,
  earnsUnderRepeat,
  historyAfter,
  historyBefore,
  historySeenBy,
  sameHistory,
  seenOf,
  standingAfter,
} from "./customer.ts";

const first = at("2026-01-31T10:00:00Z");
const second = at("2026-03-01T10:00:00Z");
const known = (index: number): CustomerStanding => ({ kind: "known", index, firstProcessedAt: first });
const guest: CustomerStanding = { kind: "guest" };
const withheld: CustomerStanding = { kind: "withheld" };
const order = (change: Partial<CustomerOrder> = {}): CustomerOrder => ({
  orderId: "1",
  processedAt: first,
  counts: true,
  credit: null,
  ...change,
});
const credit = { processedAt: first, partnership: aPartnership("maya") };

describe("which orders earn under `repeat`", () => {
  test.each([
    { repeat: { kind: "all_orders" }, customer: known(7), earns: true },
    { repeat: { kind: "all_orders" }, customer: withheld, earns: true },
    { repeat: { kind: "first_order" }, customer: known(0), earns: true },
    { repeat: { kind: "first_order" }, customer: known(1), earns: false },
    { repeat: { kind: "first_order" }, customer: guest, earns: true },
    { repeat: { kind: "first_order" }, customer: withheld, earns: false },
    { repeat: { kind: "first_orders", count: 2 }, customer: known(1), earns: true },
    { repeat: { kind: "first_orders", count: 2 }, customer: known(2), earns: false },
    { repeat: { kind: "first_orders", count: 2 }, customer: guest, earns: true },
    { repeat: { kind: "first_orders", count: 2 }, customer: withheld, earns: false },
    { repeat: { kind: "months", count: 1 }, customer: guest, earns: true },
    { repeat: { kind: "months", count: 1 }, customer: withheld, earns: false },
  ] as const)("$repeat and $customer: $earns", ({ repeat, customer, earns }) =>
    expect(earnsUnderRepeat(repeat, customer, second)).toBe(earns),
  );

  test.each([
    { when: "2026-02-28T09:59:59.999Z", earns: true }, // 31 January + 1 month, clamped
    { when: "2026-02-28T10:00:00Z", earns: false },
  ])("months end exclusive: $when earns $earns", ({ when, earns }) =>
    expect(earnsUnderRepeat({ kind: "months", count: 1 }, known(3), at(when))).toBe(earns),
  );
});

describe("the rate for this kind of customer", () => {
  const both = { new: { bps: 1500 }, returning: { bps: 500 } };
  test.each([
    { why: "the first order", rates: both, customer: known(0), is: 1500 },
    { why: "a later one", rates: both, customer: known(1), is: 500 },
    { why: "a guest is always new", rates: both, customer: guest, is: 1500 },
    { why: "withheld is returning", rates: both, customer: withheld, is: 500 },
    { why: "null is not paid", rates: { new: { bps: 1500 }, returning: null }, customer: known(1), is: null },
    { why: "null for new", rates: { new: null }, customer: guest, is: null },
    { why: "absent does not speak", rates: { new: { bps: 1500 } }, customer: known(1), is: undefined },
    { why: "a rate of 0 speaks", rates: { new: { bps: 0 } }, customer: guest, is: 0 },
  ])("$why: $is", ({ rates, customer, is }) => expect(customersRate(rates, customer)).toBe(is));
});

describe("a customer's orders", () => {
  test("come by processed_at, then by id as a number", () => {
    const orders = [
      order({ orderId: "10", processedAt: second }),
      order({ orderId: "9", processedAt: second }),
      order({ orderId: "11", processedAt: first }),
    ];
    expect(orders.toSorted(byProcessedAt).map(({ orderId }) => orderId)).toEqual(["11", "9", "10"]);
  });

  test("make a history", () => {
    const one = historyAfter(NO_HISTORY, order({ credit }));
    expect(one).toEqual({ count: 1, firstProcessedAt: first, latestCredit: credit });
    const two = historyAfter(one, order({ processedAt: second }));
    expect(two).toEqual({ count: 2, firstProcessedAt: first, latestCredit: credit });
    const later = { ...credit, processedAt: second };
    expect(historyAfter(two, order({ processedAt: second, credit: later })).latestCredit).toEqual(later);
  });

  test("orders from before the installation are counted; their dates are the latest that they can be", () => {
    expect(historyBefore(0, second)).toEqual(NO_HISTORY);
    expect(historyBefore(2, second)).toEqual({ count: 2, firstProcessedAt: second, latestCredit: null });
  });

  test("those that do not count leave no trace but their credit", () => {
    expect(historyAfter(NO_HISTORY, order({ counts: false, credit }))).toEqual({
      count: 0,
      firstProcessedAt: null,
      latestCredit: credit,
    });
  });

  test("the standing that follows", () => {
    expect(standingAfter(NO_HISTORY, second)).toEqual({ kind: "known", index: 0, firstProcessedAt: second });
    expect(standingAfter({ ...NO_HISTORY, count: 2, firstProcessedAt: first }, second)).toEqual({
      kind: "known",
      index: 2,
      firstProcessedAt: first,
    });
  });

  test.each([
    { what: "the count", change: { count: 3 } },
    { what: "the first order", change: { firstProcessedAt: second } },
    { what: "the credit's time", change: { latestCredit: { ...credit, processedAt: second } } },
    { what: "the credit's partnership", change: { latestCredit: { ...credit, partnership: aPartnership("ben") } } },
    { what: "whether there is a credit", change: { latestCredit: null } },
  ])("another history: $what differs", ({ change }) => {
    const history: CustomerHistory = { count: 2, firstProcessedAt: first, latestCredit: credit };
    expect(sameHistory(history, { ...history, latestCredit: { ...credit } })).toBe(true);
    expect(sameHistory(history, { ...history, ...change })).toBe(false);
    expect(sameHistory({ ...history, ...change }, history)).toBe(false);
    expect(sameHistory(NO_HISTORY, { ...NO_HISTORY })).toBe(true);
  });
});

describe("what a rule sees of a customer's history", () => {
  const percent = { percent: { bps: 1000 } };
  test.each([
    { rule: percent, seen: { upToCount: 0, first: false, credit: false } },
    { rule: { customers: { new: null } }, seen: { upToCount: 1, first: false, credit: false } },
    { rule: { customers: { returning: null } }, seen: { upToCount: 1, first: false, credit: false } },
    { rule: { ...percent, repeat: { kind: "first_order" } }, seen: { upToCount: 1, first: false, credit: false } },
    {
      rule: { ...percent, repeat: { kind: "first_orders", count: 3 } },
      seen: { upToCount: 3, first: false, credit: false },
    },
    { rule: { ...percent, repeat: { kind: "months", count: 3 } }, seen: { upToCount: 0, first: true, credit: false } },
    { rule: { ...percent, lifetime: { months: 3 } }, seen: { upToCount: 0, first: false, credit: true } },
  ])("$rule sees $seen", ({ rule, seen }) => expect(historySeenBy(aRule(rule))).toEqual(seen));

  const history: CustomerHistory = { count: 5, firstProcessedAt: first, latestCredit: credit };
  test.each([
    {
      seen: { upToCount: 2, first: false, credit: false },
      is: { count: 2, firstProcessedAt: null, latestCredit: null },
    },
    {
      seen: { upToCount: 9, first: true, credit: false },
      is: { count: 5, firstProcessedAt: first, latestCredit: null },
    },
    {
      seen: { upToCount: 0, first: false, credit: true },
      is: { count: 0, firstProcessedAt: null, latestCredit: credit },
    },
  ])("cut to $seen", ({ seen, is }) => {
    expect(seenOf(history, seen)).toEqual(is);
    // Cutting early loses nothing that is seen later.
    for (const next of [order(), order({ counts: false }), order({ processedAt: second, credit })])
      expect(seenOf(historyAfter(seenOf(history, seen), next), seen)).toEqual(
        seenOf(historyAfter(history, next), seen),
      );
  });
});
