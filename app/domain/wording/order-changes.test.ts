import fc from "fast-check";
import { expect, test } from "vitest";
import { anyLearnings, learned, textOf } from "../../../tests/builders/arbitraries.ts";
import { aBody, aChargeback, aLine, aRank, aRefund, aSnapshot, at, paidBack } from "../../../tests/builders/order.ts";
import { absorbChargeback, absorbOrder, absorbRefund, noFacts, type OrderFacts } from "../order/facts.ts";
import type { Chargeback, OrderSnapshot, Refund } from "../order/order.ts";
import { orderChangesInWords } from "./order-changes.ts";

type Told = Partial<OrderSnapshot> & { refunds?: Refund[] };

const later = { updatedAt: at("2026-11-22T10:00:00Z"), text: 1 };
const lines = [aLine({ id: "11", quantity: 2, currentQuantity: 2 })];
const unit = (quantity: number) => [{ lineId: "11", quantity }];
const left = (currentQuantity: number) => [aLine({ id: "11", quantity: 2, currentQuantity })];

function tell(facts: OrderFacts, { refunds = [], ...snapshot }: Told, rank = {}): OrderFacts {
  const body = aBody({
    rank: aRank(rank),
    snapshot: aSnapshot({ lines, refundIds: refunds.map(({ id }) => id), ...snapshot }),
    refunds,
  });
  return absorbOrder(facts, body, textOf).facts;
}
const placed = (told: Told = {}): OrderFacts => tell(noFacts("1001"), told);
const disputed = (facts: OrderFacts, change: Partial<Chargeback>): OrderFacts =>
  absorbChargeback(facts, aChargeback({ amountMinor: 5000n, ...change }), aRank(later), textOf);

test.each<{ before?: Told; after: Told; says: string }>([
  {
    after: { lines: left(1), refunds: [aRefund({ units: unit(1) })] },
    says: "1 of 2 units was refunded",
  },
  {
    after: { lines: left(0), refunds: [aRefund({ units: unit(2) })] },
    says: "2 of 2 units were refunded",
  },
  {
    before: { lines: left(1), refunds: [aRefund({ units: unit(1) })] },
    after: { lines: left(0), refunds: [aRefund({ units: unit(1) }), aRefund({ id: "r2", units: unit(1) })] },
    says: "1 of 2 units was refunded",
  },
  { after: { cancelled: true }, says: "the order was cancelled" },
  {
    after: { cancelled: true, lines: left(0), refunds: [aRefund({ units: unit(2) })] },
    says: "the order was cancelled and 2 of 2 units were refunded",
  },
  { before: { cancelled: true }, after: {}, says: "the cancellation was taken back" },
  { after: { financialStatus: "voided" }, says: "its payment was voided" },
  { after: { lines: left(1) }, says: "1 unit was taken off the order" },
  {
    before: { lines: left(1) },
    after: { lines: left(0) },
    says: "1 unit was taken off the order",
  },
  {
    before: { lines: left(1), refunds: [aRefund({ units: unit(1) })] },
    after: { lines: left(0), refunds: [aRefund({ units: unit(1) })] },
    says: "1 unit was taken off the order",
  },
  {
    after: { lines: [...left(1), aLine({ id: "12", quantity: 3, currentQuantity: 3 })] },
    says: "1 unit was taken off the order and 3 units were added to the order",
  },
  {
    after: { lines: [aLine({ id: "11", quantity: 3, currentQuantity: 3, discountMinor: 100n })] },
    says: "1 unit was added to the order",
  },
  {
    after: { lines: [...lines, aLine({ id: "12", quantity: 3, currentQuantity: 3 })] },
    says: "3 units were added to the order",
  },
  {
    after: { refunds: [aRefund({ adjustmentsMinor: -500n, transactions: paidBack(500n) })] },
    says: "5.00 USD was refunded without an item",
  },
  {
    before: { refunds: [aRefund({ adjustmentsMinor: -500n, transactions: paidBack(500n) })] },
    after: { refunds: [aRefund({ adjustmentsMinor: 0n, transactions: paidBack(500n) })] },
    says: "a refund was corrected",
  },
  {
    after: { lines: [aLine({ id: "11", quantity: 2, currentQuantity: 2, discountMinor: 100n })] },
    says: "prices, discounts or taxes on the order changed",
  },
  ...[{ priceMinor: 7n }, { taxMinor: 7n }].map((change) => ({
    before: { lines: [...lines, aLine({ id: "12" })] },
    after: { lines: [...lines, aLine({ id: "12", ...change })] },
    says: "prices, discounts or taxes on the order changed",
  })),
  {
    before: { financialStatus: "voided" },
    after: { financialStatus: "voided", tags: ["vip"] },
    says: "the rate was worked out again from what is known by now",
  },
  { after: { tags: ["vip"] }, says: "the rate was worked out again from what is known by now" },
])("$says", ({ before = {}, after, says }) => {
  const known = placed(before);
  const now = tell(known, after, later);
  expect(orderChangesInWords(known, now)).toBe(says);
});

test("a refund that its order's body does not list yet", () => {
  const known = placed();
  const now = absorbRefund(known, aRefund({ units: unit(1) }), aRank(later), textOf);
  expect(orderChangesInWords(known, now)).toBe("1 of 2 units was refunded");
});

test.each<{ change: Partial<Chargeback>; says: string }>([
  { change: {}, says: "a chargeback of 50.00 USD was opened" },
  { change: { status: "lost" }, says: "a chargeback of 50.00 USD was lost" },
  { change: { status: "accepted" }, says: "a chargeback of 50.00 USD was lost" },
  { change: { status: "won" }, says: "a chargeback of 50.00 USD was won" },
  { change: { status: "prevented" }, says: "a chargeback of 50.00 USD was won" },
  { change: { type: "inquiry" }, says: "an inquiry about 50.00 USD was opened" },
])("$says", ({ change, says }) => {
  const known = placed();
  const now = disputed(known, change);
  expect(orderChangesInWords(known, now)).toBe(says);
  expect(orderChangesInWords(now, now)).not.toContain("chargeback");
});

test("whatever is learned of an order, something is said of it, and nothing of the order's own names", () =>
  fc.assert(
    fc.property(anyLearnings, anyLearnings, (first, rest) => {
      const said = orderChangesInWords(learned(first), learned([...first, ...rest]));
      expect(said).toMatch(/^[a-z0-9]/);
      expect(said).not.toMatch(/undefined|NaN|null|-\d+ unit/);
    }),
  ));
