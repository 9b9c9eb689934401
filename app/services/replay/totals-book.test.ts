import { describe, expect, test } from "vitest";
import { aRule } from "../../../tests/builders/offer.ts";
import { TotalsBook } from "./totals-book.ts";

const contribution = (creator: string, month: string, netSalesMinor: bigint, amountMinor = netSalesMinor / 10n) => ({
  creator,
  month,
  netSalesMinor,
  amountMinor,
});
const tiers = (period: string) =>
  aRule({ tiers: { by: "net_sales", period, mode: "whole", steps: [{ fromMinor: "0", bps: 1000 }] } });
const [monthly, allTime] = [tiers("calendar_month"), tiers("all_time")];

describe("running totals", () => {
  const book = new TotalsBook();
  book.replace([], [contribution("maya", "2026-10", 1000n)]);
  const early = book.position;
  book.replace([], [contribution("maya", "2026-11", 500n), contribution("ben", "2026-11", 70n)]);
  const late = book.position;

  test.each([
    { rule: monthly, creator: "maya", month: "2026-10", position: 0, is: [0n, 0, 0n] },
    { rule: monthly, creator: "maya", month: "2026-10", position: early, is: [1000n, 1, 100n] },
    { rule: monthly, creator: "maya", month: "2026-11", position: early, is: [0n, 0, 0n] },
    { rule: monthly, creator: "maya", month: "2026-11", position: late, is: [500n, 1, 50n] },
    { rule: allTime, creator: "maya", month: "2026-11", position: late, is: [1500n, 2, 50n] },
    { rule: allTime, creator: "ben", month: "2026-11", position: late, is: [70n, 1, 7n] },
    { rule: aRule(), creator: "maya", month: "2026-11", position: late, is: [500n, 1, 50n] },
    { rule: allTime, creator: "zoe", month: "2026-11", position: late, is: [0n, 0, 0n] },
  ])("$creator in $month as they stood at $position", ({ rule, creator, month, position, is }) => {
    const { netSalesMinor, orders, monthUsedMinor } = book.totalsOf(rule, creator, month, position);
    expect([netSalesMinor, orders, monthUsedMinor]).toEqual(is);
  });

  test("the budget is everybody's", () => {
    expect([0, early, late].map((position) => book.budgetUsedMinor(position))).toEqual([0n, 100n, 157n]);
  });
});

test("what an order contributed is replaced; the past stays as it stood", () => {
  const book = new TotalsBook();
  const before = [contribution("maya", "2026-11", 1000n)];
  book.replace([], before);
  const then = book.position;
  book.replace(before, [contribution("maya", "2026-12", 400n)]);
  expect(book.totalsOf(monthly, "maya", "2026-11", then).netSalesMinor).toBe(1000n);
  expect(book.totalsOf(monthly, "maya", "2026-11", book.position)).toEqual({
    netSalesMinor: 0n,
    orders: 0,
    monthUsedMinor: 0n,
  });
  expect(book.totalsOf(monthly, "maya", "2026-12", book.position).orders).toBe(1);
  expect(book.budgetUsedMinor(book.position)).toBe(40n);
});

describe("what is no change moves nothing", () => {
  const one = [contribution("maya", "2026-11", 1000n)];
  test.each([
    { why: "the same", after: [{ ...one[0] }], moves: false },
    { why: "another creator", after: [contribution("ben", "2026-11", 1000n)], moves: true },
    { why: "another month", after: [contribution("maya", "2026-12", 1000n)], moves: true },
    { why: "other sales", after: [contribution("maya", "2026-11", 1001n, 100n)], moves: true },
    { why: "another amount", after: [contribution("maya", "2026-11", 1000n, 1n)], moves: true },
    { why: "one more", after: [...one, contribution("ben", "2026-11", 1n)], moves: true },
    { why: "one less", after: [], moves: true },
  ])("$why: $moves", ({ after, moves }) => {
    const book = new TotalsBook();
    book.replace([], one);
    const { position } = book;
    book.replace(one, after as typeof one);
    expect(book.position > position).toBe(moves);
  });
});
