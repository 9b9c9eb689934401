import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyLines } from "../../../tests/builders/arbitraries.ts";
import { aChargeback, aLine, aRefund, anOrder, paidBack } from "../../../tests/builders/order.ts";
import { fraction } from "../kernel/fraction.ts";
import { amountOnlyRefunds, commissionableAmounts, mayEarn } from "./commissionable.ts";
import type { OrderLine, Refund } from "./order.ts";

const gone = (lineId = "1", quantity = 1) => [{ lineId, quantity }];

const ten = (id: string, change: Partial<OrderLine> = {}) => aLine({ id, ...change });
const backOf = (amountMinor: bigint): Refund[] => [
  aRefund({ adjustmentsMinor: -amountMinor, transactions: paidBack(amountMinor) }),
];
const lost = (amountMinor: bigint) => [aChargeback({ status: "lost", amountMinor })];

/** What was paid for some units of a line. */
const taxIn = (line: OrderLine, units: number, included: boolean) =>
  ((line.priceMinor * BigInt(line.quantity) - line.discountMinor + (included ? 0n : line.taxMinor)) * BigInt(units)) /
  BigInt(line.quantity);

describe("what one line gives to earn on", () => {
  const withTax = { priceMinor: 1200n, taxMinor: 200n };
  test.each([
    { why: "its price", line: {}, due: 1000n },
    { why: "price × quantity", line: { quantity: 3 }, due: 3000n },
    { why: "less its discount", line: { discountMinor: 250n }, due: 750n },
    { why: "tax on top is none of it", line: { taxMinor: 200n }, due: 1000n },
    { why: "tax inside is taken off", line: withTax, taxesIncluded: true, due: 1000n },
    {
      why: "half of it gone, whatever the refund's subtotal says",
      line: { quantity: 2, currentQuantity: 1 },
      due: 1000n,
    },
    { why: "a third left of 10.00", line: { priceMinor: 333n, quantity: 3, currentQuantity: 1 }, due: 333n },
    {
      why: "a half cent is rounded away from zero",
      line: { priceMinor: 5n, discountMinor: 1n, quantity: 2, currentQuantity: 1 },
      due: 5n,
    },
    { why: "all of it gone", line: { currentQuantity: 0 }, due: 0n },
    { why: "a unit that an edit added", line: { quantity: 2, currentQuantity: 3 }, due: 3000n },
    { why: "a price of zero", line: { priceMinor: 0n }, due: 0n },
    { why: "a quantity of zero", line: { quantity: 0 }, due: 0n },
    { why: "a discount above the price is no debt", line: { discountMinor: 1500n }, due: 0n },
    { why: "a tax above the price is no debt", line: { taxMinor: 1500n }, taxesIncluded: true, due: 0n },
    { why: "gift cards never earn", line: { giftCard: true }, due: 0n },
    { why: "tips never earn", line: { tip: true }, due: 0n },
  ])("$why: $due", ({ line, taxesIncluded = false, due }) =>
    expect(commissionableAmounts(anOrder({ lines: [aLine(line)], taxesIncluded }), "after_discounts")).toEqual([due]),
  );

  test.each([
    { why: "discounts are left aside", line: { discountMinor: 250n }, due: 1000n },
    { why: "tax on top is none of it", line: { discountMinor: 250n, taxMinor: 150n }, due: 1000n },
    // 12.00, half off: 6.00 paid, 1.00 of it tax, so 5/6 of the full price is without tax.
    {
      why: "tax inside at the rate that was paid",
      line: { priceMinor: 1200n, discountMinor: 600n, taxMinor: 100n },
      taxesIncluded: true,
      due: 1000n,
    },
    {
      why: "nothing paid: by the tax rates",
      line: { priceMinor: 1200n, discountMinor: 1200n, taxRate: fraction(1n, 5n) },
      taxesIncluded: true,
      due: 1000n,
    },
    {
      why: "nothing paid, no rates: no tax",
      line: { priceMinor: 1200n, discountMinor: 1200n },
      taxesIncluded: true,
      due: 1200n,
    },
    {
      why: "nothing paid, tax on top",
      line: { priceMinor: 1200n, discountMinor: 1200n, taxRate: fraction(1n, 5n) },
      due: 1200n,
    },
    { why: "units left count", line: { discountMinor: 250n, quantity: 4, currentQuantity: 1 }, due: 1000n },
  ])("before discounts, $why: $due", ({ line, taxesIncluded = false, due }) =>
    expect(commissionableAmounts(anOrder({ lines: [aLine(line)], taxesIncluded }), "before_discounts")).toEqual([due]),
  );

  test("who may earn", () => {
    expect(mayEarn(aLine())).toBe(true);
    expect(mayEarn(aLine({ tip: true }))).toBe(false);
    expect(mayEarn(aLine({ giftCard: true }))).toBe(false);
  });
});

/** One unit of two at 10.00 is gone; 10.00 are left. */
const halfGone = { lines: [aLine({ quantity: 2, currentQuantity: 1 })] };

describe("amount-only refunds: the traps", () => {
  const cases: { why: string; order: Parameters<typeof anOrder>[0]; amountOnly: bigint }[] = [
    { why: "no refunds", order: {}, amountOnly: 0n },
    {
      why: "a unit and its money",
      order: { ...halfGone, refunds: [aRefund({ units: gone(), transactions: paidBack(1000n) })] },
      amountOnly: 0n,
    },
    {
      why: "money alone, with its adjustment",
      order: { refunds: [aRefund({ adjustmentsMinor: -400n, transactions: paidBack(400n) })] },
      amountOnly: 400n,
    },
    {
      why: "money alone, no refund carries an adjustment: what moved",
      order: { refunds: [aRefund({ transactions: paidBack(150n, 250n) })] },
      amountOnly: 400n,
    },
    {
      why: "money alone, no refund lists transactions: the adjustments",
      order: { refunds: [aRefund({ adjustmentsMinor: -400n })] },
      amountOnly: 400n,
    },
    {
      why: "neither",
      order: { refunds: [aRefund({ units: gone("999") })] },
      amountOnly: 0n,
    },
    {
      why: "a pending line refund: +10.00 alone means nothing",
      order: { ...halfGone, refunds: [aRefund({ units: gone(), adjustmentsMinor: 1000n, transactions: paidBack() })] },
      amountOnly: 0n,
    },
    {
      why: "the same, settled: +10.00 − 10.00",
      order: {
        ...halfGone,
        refunds: [aRefund({ units: gone(), adjustmentsMinor: 0n, transactions: paidBack(1000n) })],
      },
      amountOnly: 0n,
    },
    {
      why: "sets cancel over the whole order, not within one refund",
      order: {
        ...halfGone,
        refunds: [
          aRefund({ id: "r1", units: gone(), adjustmentsMinor: 1000n, transactions: paidBack(1000n) }),
          aRefund({ id: "r2", adjustmentsMinor: -1400n, transactions: paidBack(400n) }),
        ],
      },
      amountOnly: 400n,
    },
    {
      why: "−X, +X, −X of an amount-only refund is X",
      order: { refunds: [aRefund({ adjustmentsMinor: -700n + 700n - 700n, transactions: paidBack(700n) })] },
      amountOnly: 700n,
    },
    {
      why: "more adjusted than was paid back: what was paid back",
      order: {
        ...halfGone,
        refunds: [aRefund({ units: gone(), adjustmentsMinor: -1000n, transactions: paidBack(1300n) })],
      },
      amountOnly: 300n,
    },
    {
      why: "more paid back than was adjusted: what was adjusted",
      order: {
        ...halfGone,
        refunds: [aRefund({ units: gone(), adjustmentsMinor: -300n, transactions: paidBack(1900n) })],
      },
      amountOnly: 300n,
    },
    {
      why: "less paid back than the units were worth (a restocking fee)",
      order: {
        ...halfGone,
        refunds: [aRefund({ units: gone(), adjustmentsMinor: 200n, transactions: paidBack(800n) })],
      },
      amountOnly: 0n,
    },
    {
      why: "a cent for a unit gone is rounding",
      order: {
        ...halfGone,
        refunds: [aRefund({ units: gone(), adjustmentsMinor: -1n, transactions: paidBack(1001n) })],
      },
      amountOnly: 0n,
    },
    {
      why: "two cents for a unit gone are not",
      order: {
        ...halfGone,
        refunds: [aRefund({ units: gone(), adjustmentsMinor: -2n, transactions: paidBack(1002n) })],
      },
      amountOnly: 2n,
    },
    {
      why: "a cent where no unit is gone is a refund",
      order: { refunds: [aRefund({ adjustmentsMinor: -1n, transactions: paidBack(1n) })] },
      amountOnly: 1n,
    },
    {
      why: "units that an edit added do not hide those gone",
      order: {
        lines: [
          aLine({ id: "1", quantity: 1, currentQuantity: 0 }),
          aLine({ id: "2", quantity: 1, currentQuantity: 5 }),
        ],
        refunds: [aRefund({ units: gone(), transactions: paidBack(1001n) })],
      },
      amountOnly: 0n,
    },
    {
      why: "an edit took a unit, its money came back without a refund line",
      order: { ...halfGone, refunds: [aRefund({ transactions: paidBack(1000n) })] },
      amountOnly: 0n,
    },
    {
      why: "shipping by its lines, tax on top",
      order: {
        refunds: [aRefund({ shippingLines: { subtotalMinor: 500n, taxMinor: 50n }, transactions: paidBack(550n) })],
      },
      amountOnly: 0n,
    },
    {
      why: "shipping by its lines, tax inside",
      order: {
        taxesIncluded: true,
        refunds: [aRefund({ shippingLines: { subtotalMinor: 500n, taxMinor: 50n }, transactions: paidBack(550n) })],
      },
      amountOnly: 50n,
    },
    {
      why: "shipping by its adjustment",
      order: { refunds: [aRefund({ shippingAdjustmentsMinor: -550n, transactions: paidBack(550n) })] },
      amountOnly: 0n,
    },
    {
      why: "shipping both ways is counted once",
      order: {
        refunds: [
          aRefund({
            shippingLines: { subtotalMinor: 500n, taxMinor: 50n },
            shippingAdjustmentsMinor: -550n,
            adjustmentsMinor: -300n,
            transactions: paidBack(850n),
          }),
        ],
      },
      amountOnly: 300n,
    },
    {
      why: "shipping one way in one refund and the other way in another",
      order: {
        refunds: [
          aRefund({ id: "r1", shippingLines: { subtotalMinor: 200n, taxMinor: 0n }, transactions: paidBack(200n) }),
          aRefund({ id: "r2", shippingAdjustmentsMinor: -300n, transactions: paidBack(340n) }),
        ],
      },
      amountOnly: 40n,
    },
    {
      why: "duties are explained",
      order: { refunds: [aRefund({ dutiesMinor: 250n, transactions: paidBack(300n) })] },
      amountOnly: 50n,
    },
    {
      why: "one refund with transactions is enough for all to be known",
      order: {
        refunds: [aRefund({ id: "r1", adjustmentsMinor: -400n }), aRefund({ id: "r2", transactions: paidBack(400n) })],
      },
      amountOnly: 400n,
    },
    {
      why: "and it bounds what all of them adjusted",
      order: {
        refunds: [aRefund({ id: "r1", adjustmentsMinor: -400n }), aRefund({ id: "r2", transactions: paidBack(300n) })],
      },
      amountOnly: 300n,
    },
    {
      why: "one refund with an adjustment is enough for all to be adjusted",
      order: {
        refunds: [aRefund({ id: "r1", adjustmentsMinor: -400n }), aRefund({ id: "r2", transactions: paidBack(500n) })],
      },
      amountOnly: 400n,
    },
    {
      why: "a refund that lists transactions, none of them moving: nothing was paid back",
      order: { refunds: [aRefund({ adjustmentsMinor: -400n, transactions: [] })] },
      amountOnly: 0n,
    },
    {
      why: "units gone carry their tax, on top",
      order: {
        lines: [aLine({ quantity: 2, currentQuantity: 1, taxMinor: 200n })],
        refunds: [aRefund({ units: gone(), transactions: paidBack(1100n) })],
      },
      amountOnly: 0n,
    },
    {
      why: "units gone carry their tax, inside",
      order: {
        taxesIncluded: true,
        lines: [aLine({ quantity: 2, currentQuantity: 1, taxMinor: 200n })],
        refunds: [aRefund({ units: gone(), transactions: paidBack(1100n) })],
      },
      amountOnly: 100n,
    },
    {
      why: "units gone are worth what was paid for them",
      order: {
        lines: [aLine({ quantity: 2, currentQuantity: 1, discountMinor: 500n })],
        refunds: [aRefund({ units: gone(), transactions: paidBack(750n) })],
      },
      amountOnly: 0n,
    },
    {
      why: "a line without quantity explains nothing",
      order: { lines: [aLine({ quantity: 0 })], refunds: [aRefund({ transactions: paidBack(100n) })] },
      amountOnly: 100n,
    },
    {
      why: "more refunded than sold: what is beyond the units is an amount",
      order: { unlisted: [aRefund({ units: gone("1", 3), transactions: paidBack(3000n) })] },
      amountOnly: 2000n,
    },
  ];
  test.each(cases)("$why: $amountOnly", ({ order, amountOnly }) =>
    expect(amountOnlyRefunds(anOrder(order))).toEqual(fraction(amountOnly)),
  );
});

describe("what amount-only refunds and lost chargebacks leave", () => {
  const cases: { why: string; order: Parameters<typeof anOrder>[0]; due: bigint[] }[] = [
    {
      why: "5.00 of 30.00",
      order: { lines: [ten("1"), ten("2", { priceMinor: 2000n })], refunds: backOf(500n) },
      due: [833n, 1667n],
    },
    {
      why: "A includes tax, so G does",
      order: { lines: [ten("1", { taxMinor: 100n })], refunds: backOf(550n) },
      due: [500n],
    },
    {
      why: "tax inside is in G already",
      order: { taxesIncluded: true, lines: [ten("1", { taxMinor: 200n })], refunds: backOf(500n) },
      due: [400n],
    },
    {
      why: "tips are no part of G",
      order: { lines: [ten("1"), ten("2", { tip: true })], refunds: backOf(500n) },
      due: [500n, 0n],
    },
    {
      why: "gift cards are",
      order: { lines: [ten("1"), ten("2", { giftCard: true })], refunds: backOf(500n) },
      due: [750n, 0n],
    },
    {
      why: "units gone are no part of G",
      order: { lines: [ten("1"), ten("2", { currentQuantity: 0 })], refunds: backOf(500n) },
      due: [1000n, 0n],
    },
    { why: "all of it", order: { lines: [ten("1")], refunds: backOf(1000n) }, due: [0n] },
    { why: "more than all of it", order: { lines: [ten("1")], refunds: backOf(5000n) }, due: [0n] },
    {
      why: "nothing is left to take it from",
      order: { lines: [ten("1", { discountMinor: 1000n })], refunds: backOf(5n) },
      due: [0n],
    },
    { why: "a lost chargeback", order: { lines: [ten("1")], chargebacks: lost(400n) }, due: [600n] },
    { why: "a lost chargeback of a cent", order: { lines: [ten("1")], chargebacks: lost(1n) }, due: [999n] },
    { why: "both", order: { lines: [ten("1")], refunds: backOf(300n), chargebacks: lost(400n) }, due: [300n] },
  ];
  test.each(cases)("$why: $due", ({ order, due }) =>
    expect(commissionableAmounts(anOrder(order), "after_discounts")).toEqual(due),
  );

  test("with the base before discounts the same part of the whole is taken", () => {
    const order = anOrder({ lines: [ten("1", { discountMinor: 500n })], refunds: backOf(250n) });
    expect(commissionableAmounts(order, "before_discounts")).toEqual([500n]); // half of what was paid: half of 10.00
  });
});

describe("laws", () => {
  /** Lines with their units gone told by the refunds alone, so that any cut into refunds says the same. */
  const someRefunds = anyLines().chain((lines) => {
    const sold = lines.map((line) => ({ ...line, currentQuantity: null }));
    const units = fc.tuple(...sold.map((line) => fc.integer({ min: 0, max: line.quantity })));
    return fc.record({
      lines: fc.constant(sold),
      taxesIncluded: fc.boolean(),
      first: units,
      second: units,
      amounts: fc.tuple(fc.bigInt({ min: 0n, max: 3000n }), fc.bigInt({ min: 0n, max: 3000n })),
      adjusted: fc.boolean(),
    });
  });

  test("refunds in pieces take what the refund at once takes", () =>
    fc.assert(
      fc.property(someRefunds, ({ lines, taxesIncluded, first, second, amounts, adjusted }) => {
        const piece = (id: string, units: readonly number[], amount: bigint): Refund =>
          aRefund({
            id,
            units: lines.map((line, index) => ({ lineId: line.id, quantity: units[index] ?? 0 })),
            adjustmentsMinor: adjusted ? -amount : null,
            transactions: paidBack(
              amount + lines.reduce((sum, line, index) => sum + taxIn(line, units[index] ?? 0, taxesIncluded), 0n),
            ),
          });
        const [a, b] = [piece("a", first, amounts[0]), piece("b", second, amounts[1])];
        const atOnce = aRefund({
          id: "c",
          units: lines.map((line, index) => ({
            lineId: line.id,
            quantity: (first[index] ?? 0) + (second[index] ?? 0),
          })),
          adjustmentsMinor: adjusted ? -amounts[0] - amounts[1] : null,
          transactions: [...(a.transactions ?? []), ...(b.transactions ?? [])],
        });
        const due = (refunds: Refund[]) =>
          commissionableAmounts(anOrder({ lines, taxesIncluded, refunds }), "after_discounts");
        expect(due([a, b])).toEqual(due([atOnce]));
        expect(due([b, a])).toEqual(due([atOnce]));
      }),
    ));

  test("a full refund by any path leaves nothing: units, amounts, a chargeback, or a mixture", () =>
    fc.assert(
      fc.property(
        anyLines(),
        fc.boolean(),
        fc.array(fc.nat({ max: 4 }), { minLength: 4, maxLength: 4 }),
        fc.bigInt({ min: 0n, max: 100n }),
        (raw, taxesIncluded, units, chargedBackPercent) => {
          // What tips cost does not come back through goods.
          const lines = raw
            .filter((line) => !line.tip)
            .map((line, index) => ({
              ...line,
              currentQuantity: Math.max(0, line.quantity - (units[index] ?? 0)),
            }));
          const paid = lines.reduce((sum, line) => sum + taxIn(line, line.quantity, taxesIncluded), 0n);
          const left = lines.reduce((sum, line) => sum + taxIn(line, line.currentQuantity, taxesIncluded), 0n);
          fc.pre(left === 0n || left > 100n);
          const chargedBack = (left * chargedBackPercent) / 100n;
          fc.pre(left - chargedBack > 16n || left === chargedBack);
          const order = anOrder({
            lines,
            taxesIncluded,
            refunds: [
              aRefund({
                units: lines.map((line) => ({ lineId: line.id, quantity: line.quantity - line.currentQuantity })),
                transactions: paidBack(paid - chargedBack),
              }),
            ],
            chargebacks: [aChargeback({ status: "lost", amountMinor: chargedBack })],
          });
          // What is left of a line may be worth a part of a minor unit more than anybody can pay back.
          const exact = lines.every(
            (line) =>
              line.quantity === 0 ||
              (taxIn(line, line.quantity, taxesIncluded) * BigInt(line.currentQuantity)) % BigInt(line.quantity) === 0n,
          );
          const amounts = commissionableAmounts(order, "after_discounts");
          expect(amounts.reduce((sum, minor) => sum + minor, 0n)).toBeLessThanOrEqual(exact ? 0n : 1n);
        },
      ),
    ));

  test("it is never below zero, nor above what the units left are worth", () =>
    fc.assert(
      fc.property(anyLines(), fc.boolean(), fc.bigInt({ min: 0n, max: 200_000n }), (lines, taxesIncluded, amount) => {
        const order = anOrder({ lines, taxesIncluded, refunds: [aRefund({ transactions: paidBack(amount) })] });
        commissionableAmounts(order, "after_discounts").forEach((minor, index) => {
          const line = lines[index] ?? aLine();
          const most = line.priceMinor * BigInt(order.unitsLeft[index] ?? 0);
          expect(minor >= 0n && minor <= most).toBe(true);
        });
      }),
    ));
});
