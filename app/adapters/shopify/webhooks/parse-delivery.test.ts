import { describe, expect, test } from "vitest";
import { anOrderBody } from "../../../../tests/builders/deliveries.ts";
import { USD, at, currency } from "../../../../tests/builders/order.ts";
import type { Refund } from "#app/domain/order/order.ts";
import { isMoneyTopic, parseDelivery } from "./parse-delivery.ts";

const from = { triggeredAt: at("2026-11-20T10:00:00Z"), text: 0 };
const parse = (topic: string, body: unknown) => parseDelivery(topic, body, USD, from);

test.each(["orders/create", "orders/updated", "orders/paid", "orders/cancelled"])("%s carries an order", (topic) => {
  expect(isMoneyTopic(topic)).toBe(true);
  expect(parse(topic, anOrderBody())).toMatchObject({
    kind: "fact",
    fact: { kind: "order", orderId: "1001", updatedAt: at("2026-11-20T10:00:00Z") },
  });
});

test("an updated_at from the future is told as it was written, beside the rank that corrects it", () => {
  const result = parse("orders/updated", anOrderBody({ updated_at: "2036-01-01T00:00:00Z" }));
  expect(result).toMatchObject({
    fact: { updatedAt: at("2036-01-01T00:00:00Z"), body: { rank: { updatedAt: from.triggeredAt } } },
  });
});

test.each(["products/update", "orders/edited", "order_transactions/create", "app/uninstalled", ""])(
  "%j says nothing about an order's money",
  (topic) => {
    expect(isMoneyTopic(topic)).toBe(false);
    expect(parse(topic, null)).toEqual({ kind: "ignored" });
  },
);

describe("refunds/create", () => {
  function refund(change: Record<string, unknown>): Refund {
    const result = parse("refunds/create", { id: 7, order_id: 1001, ...change });
    if (result.kind !== "fact" || result.fact.kind !== "refund") throw new Error(JSON.stringify(result));
    return result.fact.refund;
  }
  const set = (amount: string) => ({ shop_money: { amount, currency_code: "USD" } });

  test("names its order, and may be empty", () => {
    expect(parse("refunds/create", { id: 7, order_id: 1001 })).toMatchObject({
      fact: { kind: "refund", orderId: "1001" },
    });
    expect(refund({})).toEqual({
      id: "7",
      units: [],
      shippingLines: null,
      shippingAdjustmentsMinor: 0n,
      adjustmentsMinor: null,
      dutiesMinor: 0n,
      transactions: null,
    });
  });

  test("units by line, duplicates added up, the subtotal not read", () => {
    const refund_line_items = [
      { line_item_id: 11, quantity: 1, subtotal: 0.0 },
      { line_item_id: 11, quantity: 2, subtotal: "not read" },
      { line_item: { id: 12 }, quantity: 1 },
      { line_item: {}, line_item_id: 14, quantity: 1 },
      { line_item_id: null, quantity: 1 },
      { line_item_id: 13, quantity: -4 },
    ];
    expect(refund({ refund_line_items }).units).toEqual([
      { lineId: "11", quantity: 3 },
      { lineId: "12", quantity: 1 },
      { lineId: "14", quantity: 1 },
      { lineId: "13", quantity: 0 },
    ]);
  });

  test("adjustments: signed, with their tax; shipping apart, a missing kind counts", () => {
    const order_adjustments = [
      { kind: "refund_discrepancy", amount: "-5.00", tax_amount: "-0.50" },
      { kind: "refund_discrepancy", amount: "5.00", tax_amount: "0.00" },
      { amount: "-1.00" },
      { kind: "shipping_refund", amount: "-4.00", tax_amount: "-0.40" },
      { reason: "Shipping refund", amount: "-2.00" },
    ];
    expect(refund({ order_adjustments })).toMatchObject({ adjustmentsMinor: -150n, shippingAdjustmentsMinor: -640n });
    expect(refund({ order_adjustments: [order_adjustments[3]] })).toMatchObject({
      adjustmentsMinor: null,
      shippingAdjustmentsMinor: -440n,
    });
    expect(refund({ order_adjustments: [] }).adjustmentsMinor).toBeNull();
  });

  test("adjustments in the shop's money where it is given", () => {
    const order_adjustments = [
      { amount: "-500", amount_set: set("-5.00"), tax_amount: "-50", tax_amount_set: set("-0.50") },
    ];
    expect(refund({ order_adjustments }).adjustmentsMinor).toBe(-550n);
  });

  test("shipping lines; an empty list is like none", () => {
    const refund_shipping_lines = [
      { subtotal_amount_set: set("5.00"), tax_amount_set: set("0.50") },
      { subtotal_amount_set: set("1.00"), tax_amount_set: null },
    ];
    expect(refund({ refund_shipping_lines }).shippingLines).toEqual({ subtotalMinor: 600n, taxMinor: 50n });
    expect(refund({ refund_shipping_lines: [] }).shippingLines).toBeNull();
  });

  test("duties", () => {
    expect(refund({ duties: [{ amount_set: set("2.50") }, { amount_set: null }] }).dutiesMinor).toBe(250n);
  });

  test("transactions: refunds that succeeded or are pending, each in its own currency", () => {
    const transactions = [
      { kind: "refund", status: "success", amount: "5.00", currency: "USD" },
      { kind: "refund", status: "pending", amount: "600", currency: "JPY" },
      { kind: "refund", status: "failure", amount: "7.00", currency: "USD" },
      { kind: "refund", status: "error", amount: "?", currency: "USD" },
      { kind: "sale", status: "success", amount: "8.00", currency: "USD" },
      { kind: "refund", status: "success", amount: "9.00" },
    ];
    expect(refund({ transactions }).transactions).toEqual([
      { amountMinor: 500n, currency: USD },
      { amountMinor: 600n, currency: currency("JPY") },
      { amountMinor: 900n, currency: USD },
    ]);
  });

  test("any transaction, of whatever kind and status, means that they are listed", () => {
    expect(refund({ transactions: [{ kind: "void", status: "failure" }] }).transactions).toEqual([]);
    expect(refund({ transactions: [] }).transactions).toBeNull();
    expect(refund({ transactions: null }).transactions).toBeNull();
  });

  test.each([
    { body: { id: 7 }, says: "order_id: is missing; a refund names its order" },
    {
      body: { id: 7, order_id: 1, duties: [{ amount_set: set("x") }] },
      says: 'duties.0.amount_set.shop_money.amount: "x" is not a decimal amount; send a decimal such as "12.50"',
    },
    {
      body: { id: 7, order_id: 1, transactions: [{ kind: "refund", status: "success", amount: null }] },
      says: 'transactions.0.amount: "" is not a decimal amount; send a decimal such as "12.50"',
    },
    {
      body: {
        id: 7,
        order_id: 1,
        transactions: [{ kind: "refund", status: "success", amount: "1", currency: "dollars" }],
      },
      says: 'transactions.0.currency: "dollars" is not a currency; send an ISO 4217 code such as USD',
    },
    {
      body: { id: 7, order_id: 1, refund_shipping_lines: [{ subtotal_amount_set: set("x") }] },
      says: 'refund_shipping_lines.0.subtotal_amount_set.shop_money.amount: "x" is not a decimal amount; send a decimal such as "12.50"',
    },
    {
      body: { id: 7, order_id: 1, refund_shipping_lines: [{ tax_amount_set: set("x") }] },
      says: 'refund_shipping_lines.0.tax_amount_set.shop_money.amount: "x" is not a decimal amount; send a decimal such as "12.50"',
    },
    {
      body: { id: 7, order_id: 1, order_adjustments: [{ amount: "1", tax_amount: "x" }] },
      says: 'order_adjustments.0.tax_amount: "x" is not a decimal amount; send a decimal such as "12.50"',
    },
    { body: { id: 7, order_id: "x" }, says: "order_id: must be Shopify's id of the order, a whole number" },
  ])("$says", ({ body, says }) => {
    const result = parse("refunds/create", body);
    expect(result.kind === "invalid" ? `${result.field}: ${result.why}` : result).toBe(says);
  });
});

describe.each(["disputes/create", "disputes/update"])("%s", (topic) => {
  const dispute = { id: 5, order_id: 1001, type: "chargeback", status: "lost", amount: "11.50", currency: "EUR" };
  test("carries a chargeback in its own currency", () => {
    expect(parse(topic, dispute)).toEqual({
      kind: "fact",
      rounded: [],
      fact: {
        kind: "chargeback",
        orderId: "1001",
        chargeback: { id: "5", type: "chargeback", status: "lost", amountMinor: 1150n, currency: "EUR" },
      },
    });
  });

  test("what is missing is nothing; no currency is the shop's", () => {
    expect(parse(topic, { id: 5, order_id: 1001 })).toMatchObject({
      fact: { chargeback: { type: "", status: "", amountMinor: 0n, currency: USD } },
    });
  });

  test("without an order it concerns none of ours", () => {
    expect(parse(topic, { ...dispute, order_id: null })).toEqual({ kind: "ignored" });
  });

  test("in an unknown currency it is refused", () => {
    expect(parse(topic, { ...dispute, currency: "dollars" })).toEqual({
      kind: "invalid",
      field: "currency",
      why: '"dollars" is not a currency; send an ISO 4217 code such as USD',
    });
  });
});
