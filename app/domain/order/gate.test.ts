import { describe, expect, test } from "vitest";
import { aRule } from "../../../tests/builders/offer.ts";
import { aSnapshot } from "../../../tests/builders/order.ts";
import { isExcluded, stateGate } from "./gate.ts";
import { countsForCustomer, isPaid } from "./order.ts";

test.each([
  { why: "an ordinary order", is: {}, gate: null },
  { why: "test", is: { test: true, cancelled: true, financialStatus: "voided" }, gate: "test_order" },
  { why: "cancelled", is: { cancelled: true, financialStatus: "refunded" }, gate: "cancelled" },
  { why: "voided", is: { financialStatus: "voided" }, gate: "voided" },
  { why: "refunded", is: { financialStatus: "refunded" }, gate: "refunded" },
  { why: "refunded in part", is: { financialStatus: "partially_refunded" }, gate: null },
  { why: "not paid", is: { financialStatus: "pending" }, gate: null },
])("$why: the first gate that holds is $gate", ({ is, gate }) => expect(stateGate(aSnapshot(is))).toBe(gate));

describe("what an offer leaves out", () => {
  const pos = { orders: { excludeSources: [" POS "] } };
  const wholesale = { orders: { excludeTags: ["Wholesale"] } };
  test.each([
    { why: "a source, whatever its case", orders: pos, is: { sourceName: "pos" }, out: true },
    { why: "another source", orders: pos, is: { sourceName: "web" }, out: false },
    { why: "no source", orders: pos, is: { sourceName: null }, out: false },
    { why: "a tag among several", orders: wholesale, is: { tags: ["vip", "wholesale"] }, out: true },
    { why: "another tag", orders: wholesale, is: { tags: ["wholesaler"] }, out: false },
    {
      why: "a business buyer",
      orders: { orders: { excludeBusinessBuyers: true } },
      is: { businessBuyer: true },
      out: true,
    },
    { why: "a person", orders: { orders: { excludeBusinessBuyers: true } }, is: { businessBuyer: false }, out: false },
    { why: "a business buyer, who is welcome", orders: {}, is: { businessBuyer: true }, out: false },
  ])("$why: $out", ({ orders, is, out }) =>
    expect(isExcluded(aSnapshot(is), aRule({ percent: { bps: 1 }, ...orders }))).toBe(out),
  );
});

test.each([
  { status: "paid", paid: true },
  { status: "partially_refunded", paid: true },
  { status: "refunded", paid: true },
  { status: "pending", paid: false },
  { status: "authorized", paid: false },
  { status: "partially_paid", paid: false },
  { status: "expired", paid: false },
  { status: "voided", paid: false },
  { status: null, paid: false },
])("$status is paid: $paid", ({ status, paid }) => expect(isPaid(aSnapshot({ financialStatus: status }))).toBe(paid));

test.each([
  { why: "an ordinary order", is: {}, counts: true },
  { why: "a test", is: { test: true }, counts: false },
  { why: "a cancelled one", is: { cancelled: true }, counts: false },
  { why: "a voided one", is: { financialStatus: "voided" }, counts: false },
  { why: "a refunded one", is: { financialStatus: "refunded" }, counts: true },
])("$why makes its customer a returning one: $counts", ({ is, counts }) =>
  expect(countsForCustomer(aSnapshot(is))).toBe(counts),
);
