import { describe, expect, test } from "vitest";
import { USD, aChargeback, aLine, aRefund, aSnapshot, anOrder, currency } from "../../../tests/builders/order.ts";
import { fraction } from "../kernel/fraction.ts";
import { exchangeOf, inShopMoney } from "./state.ts";

const oneOf = (lineId: string, quantity = 1) => [{ lineId, quantity }];

describe("units left", () => {
  test.each([
    { why: "nothing happened", line: { quantity: 3 }, left: 3 },
    {
      why: "current_quantity knows its own body's refunds",
      line: { quantity: 3, currentQuantity: 2 },
      listed: oneOf("1"),
      left: 2,
    },
    {
      why: "a refund that the body does not list yet",
      line: { quantity: 3, currentQuantity: 3 },
      unlisted: oneOf("1"),
      left: 2,
    },
    { why: "both", line: { quantity: 3, currentQuantity: 2 }, listed: oneOf("1"), unlisted: oneOf("1"), left: 1 },
    { why: "an edit shrinks it without any refund", line: { quantity: 3, currentQuantity: 1 }, left: 1 },
    {
      why: "no current_quantity: all refunds count, listed",
      line: { quantity: 3, currentQuantity: null },
      listed: oneOf("1", 2),
      left: 1,
    },
    {
      why: "no current_quantity: all refunds count, unlisted",
      line: { quantity: 3, currentQuantity: null },
      listed: oneOf("1"),
      unlisted: oneOf("1"),
      left: 1,
    },
    { why: "more refunded than sold", line: { quantity: 1, currentQuantity: 1 }, unlisted: oneOf("1", 5), left: 0 },
    {
      why: "more refunded than sold, an old body",
      line: { quantity: 1, currentQuantity: null },
      listed: oneOf("1", 5),
      left: 0,
    },
    { why: "another line's refund", line: { quantity: 2 }, unlisted: oneOf("2"), left: 2 },
    { why: "an unknown line's refund", line: { quantity: 2 }, unlisted: oneOf("999"), left: 2 },
  ])("$why: $left", ({ line, listed = [], unlisted = [], left }) => {
    const order = anOrder({
      lines: [aLine(line)],
      refunds: listed.length > 0 ? [aRefund({ id: "listed", units: listed })] : [],
      unlisted: unlisted.length > 0 ? [aRefund({ id: "unlisted", units: unlisted })] : [],
    });
    expect(order.unitsLeft).toEqual([left]);
  });

  test("each line has its own, in the lines' sequence", () => {
    const order = anOrder({
      lines: [aLine({ id: "1", quantity: 2 }), aLine({ id: "2", quantity: 5 })],
      unlisted: [aRefund({ units: [...oneOf("2", 2), ...oneOf("1")] })],
    });
    expect(order.unitsLeft).toEqual([1, 3]);
    expect(order.orderId).toBe("1001");
    expect(order.refunds).toHaveLength(1);
  });
});

describe("chargebacks", () => {
  test.each([
    { status: "needs_response", type: "chargeback", disputed: true, lost: 0n },
    { status: "under_review", type: "chargeback", disputed: true, lost: 0n },
    { status: "under_review", type: "inquiry", disputed: true, lost: 0n },
    { status: "needs_response", type: "inquiry", disputed: true, lost: 0n },
    { status: "lost", type: "chargeback", disputed: false, lost: 1000n },
    { status: "accepted", type: "chargeback", disputed: false, lost: 1000n },
    { status: "lost", type: "inquiry", disputed: false, lost: 0n },
    { status: "accepted", type: "inquiry", disputed: false, lost: 0n },
    { status: "won", type: "chargeback", disputed: false, lost: 0n },
    { status: "prevented", type: "chargeback", disputed: false, lost: 0n },
    { status: "charge_refunded", type: "chargeback", disputed: false, lost: 0n },
  ])("$type $status: held $disputed, taken $lost", ({ status, type, disputed, lost }) => {
    const order = anOrder({ chargebacks: [aChargeback({ status, type })] });
    expect(order.disputed).toBe(disputed);
    expect(order.chargedBackMinor).toBe(lost);
  });

  test("one that is open holds all, whatever else was lost", () => {
    const order = anOrder({
      chargebacks: [aChargeback({ id: "d1", status: "lost", amountMinor: 300n }), aChargeback({ id: "d2" })],
    });
    expect(order).toMatchObject({ disputed: true, chargedBackMinor: 300n });
  });

  test("lost ones add up, each in its own currency", () => {
    const order = anOrder({
      exchange: { presentmentCurrency: currency("JPY"), rate: fraction(1n, 150n) },
      chargebacks: [
        aChargeback({ id: "d1", status: "lost", amountMinor: 300n }),
        aChargeback({ id: "d2", status: "lost", amountMinor: 1500n, currency: currency("JPY") }),
      ],
    });
    expect(order.chargedBackMinor).toBe(1300n); // 3.00 + 1500 yen at 150 yen a dollar
  });
});

test("the order's own rate: 12.00 USD for 3.600 KWD", () => {
  const paid = { amountMinor: 3600n, currency: currency("KWD") };
  expect(exchangeOf({ amountMinor: 1200n, currency: USD }, paid)?.rate).toEqual(fraction(10n, 3n));
});

describe("foreign amounts", () => {
  const yen = currency("JPY");
  const dinar = currency("KWD");
  const exchange = { presentmentCurrency: yen, rate: fraction(1n, 150n) };
  test.each([
    { why: "the shop's own", amount: { amountMinor: 777n, currency: USD }, exchange, is: 777n },
    { why: "at the order's rate", amount: { amountMinor: 1500n, currency: yen }, exchange, is: 1000n },
    { why: "each rounded half away from zero", amount: { amountMinor: 1n, currency: yen }, exchange, is: 1n },
    { why: "a negative one too", amount: { amountMinor: -1500n, currency: yen }, exchange, is: -1000n },
    { why: "a third currency takes that rate", amount: { amountMinor: 150_000n, currency: dinar }, exchange, is: 100n },
    { why: "no rate is 1", amount: { amountMinor: 7n, currency: yen }, exchange: null, is: 700n },
    {
      why: "no rate is 1, with three decimals",
      amount: { amountMinor: 7000n, currency: dinar },
      exchange: null,
      is: 700n,
    },
  ])("$why", ({ amount, exchange: rate, is }) => expect(inShopMoney(amount, aSnapshot({ exchange: rate }))).toBe(is));

  test.each([
    { why: "12.00 USD for 1800 JPY", shop: 1200n, presentment: 1800n, rate: fraction(1n, 150n) },
    { why: "nothing paid in presentment", shop: 1200n, presentment: 0n, rate: null },
    { why: "a negative presentment", shop: 1200n, presentment: -1n, rate: null },
    { why: "nothing in the shop's", shop: 0n, presentment: 1800n, rate: null },
    { why: "a negative one in the shop's", shop: -1n, presentment: 1800n, rate: null },
    { why: "the least there is", shop: 1n, presentment: 1n, rate: fraction(1n, 100n) },
  ])("the order's own rate: $why", ({ shop, presentment, rate }) =>
    expect(exchangeOf({ amountMinor: shop, currency: USD }, { amountMinor: presentment, currency: yen })).toEqual(
      rate === null ? null : { presentmentCurrency: yen, rate },
    ),
  );
});
