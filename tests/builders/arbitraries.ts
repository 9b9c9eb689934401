import * as fc from "fast-check";
import { fraction } from "#app/domain/kernel/fraction.ts";
import { instant } from "#app/domain/kernel/instant.ts";
import {
  type OrderBody,
  type OrderFacts,
  absorbChargeback,
  absorbOrder,
  absorbRefund,
  noFacts,
} from "#app/domain/order/facts.ts";
import type { Chargeback, EvidenceMark, OrderLine, OrderSnapshot, Refund } from "#app/domain/order/order.ts";
import type { Trigger } from "#app/domain/order/rank.ts";
import { USD, aLine, aRefund, aSnapshot, at, currency } from "./order.ts";

/** Any orders and deliveries: few instants, ids and marks, so that ties and repetitions are common. */

const LINE_IDS = ["11", "12", "13", "14"];
const cents = (max = 50_000) => fc.bigInt({ min: 0n, max: BigInt(max) });

export function anyLine(id: string): fc.Arbitrary<OrderLine> {
  return fc
    .record({
      quantity: fc.integer({ min: 1, max: 4 }),
      gone: fc.integer({ min: 0, max: 4 }),
      knowsCurrent: fc.boolean(),
      priceMinor: fc.bigInt({ min: 100n, max: 50_000n }),
      discountPercent: fc.constantFrom(0n, 0n, 10n, 33n, 100n),
      taxPercent: fc.constantFrom(0n, 7n, 20n),
      kind: fc.constantFrom("goods", "goods", "goods", "gift card", "tip"),
      codes: fc.uniqueArray(fc.constantFrom("maya", "ben", "nobody"), { maxLength: 2 }),
    })
    .map(({ quantity, gone, knowsCurrent, priceMinor, discountPercent, taxPercent, kind, codes }) => {
      const full = priceMinor * BigInt(quantity);
      const discountMinor = (full * discountPercent) / 100n;
      return aLine({
        id,
        quantity,
        currentQuantity: knowsCurrent ? Math.max(0, quantity - gone) : null,
        priceMinor,
        discountMinor,
        taxMinor: ((full - discountMinor) * taxPercent) / (100n + taxPercent),
        taxRate: fraction(taxPercent, 100n),
        giftCard: kind === "gift card",
        tip: kind === "tip",
        codeAllocations: codes.map((code, index) => ({ code, amountMinor: discountMinor / BigInt(index + 1) })),
      });
    });
}

export const anyLines = (max = 4): fc.Arbitrary<OrderLine[]> =>
  fc
    .integer({ min: 1, max })
    .chain((count) => fc.tuple(...LINE_IDS.slice(0, count).map((id) => anyLine(id))))
    .map((lines) => [...lines]);

export const anyRefund = (id: string): fc.Arbitrary<Refund> =>
  fc
    .record({
      units: fc.uniqueArray(
        fc.record({ lineId: fc.constantFrom(...LINE_IDS, "99"), quantity: fc.integer({ min: 0, max: 3 }) }),
        { selector: ({ lineId }) => lineId, maxLength: 3 },
      ),
      shippingLines: fc.option(fc.record({ subtotalMinor: cents(1000), taxMinor: cents(100) })),
      shippingAdjustmentsMinor: cents(1000).map((minor) => -minor),
      adjustmentsMinor: fc.option(fc.bigInt({ min: -20_000n, max: 5_000n })),
      dutiesMinor: fc.constantFrom(0n, 0n, 250n),
      transactions: fc.option(
        fc.array(fc.record({ amountMinor: cents(20_000), currency: fc.constantFrom(USD, USD, currency("JPY")) }), {
          maxLength: 2,
        }),
      ),
    })
    .map((refund) => aRefund({ id, ...refund }));

const anySnapshot = (refundIds: readonly string[]): fc.Arbitrary<OrderSnapshot> =>
  fc
    .record({
      lines: anyLines(3),
      test: fc.constantFrom(false, false, false, true),
      cancelled: fc.constantFrom(false, false, false, true),
      financialStatus: fc.constantFrom("paid", "paid", "pending", "partially_refunded", "refunded", "voided", null),
      taxesIncluded: fc.boolean(),
      businessBuyer: fc.boolean(),
      tags: fc.subarray(["wholesale", "vip"]),
      sourceName: fc.constantFrom("web", "pos", null),
      exchange: fc.option(fc.constant({ presentmentCurrency: currency("JPY"), rate: fraction(1n, 150n) })),
    })
    .map((change) => aSnapshot({ ...change, refundIds }));

const MOMENTS = ["2026-11-20T10:00:00Z", "2026-11-20T10:00:01Z", "2026-11-21T09:00:00Z"].map(at);
const anyMoment = () => fc.constantFrom(...MOMENTS);

const anyMark: fc.Arbitrary<EvidenceMark> = fc.oneof(
  fc.constantFrom("maya10", "ben").map((code) => ({ kind: "code" as const, code })),
  fc.constantFrom("maya10", "ben").map((code) => ({ kind: "entered" as const, code })),
  fc.constantFrom("tokmaya", "tokben").map((token) => ({ kind: "landing" as const, token })),
  fc
    .tuple(fc.constantFrom("tokmaya", "tokben"), fc.constantFrom(null, instant(1_790_000_000_000)))
    .map(([token, clickedAt]) => ({ kind: "click" as const, token, clickedAt, signature: null })),
  fc.constantFrom("maya", "ben").map((creator) => ({ kind: "survey" as const, creator })),
);

const anyBody = (text: number): fc.Arbitrary<OrderBody> =>
  fc.uniqueArray(fc.constantFrom("r1", "r2"), { maxLength: 2 }).chain((refundIds) =>
    fc
      .record({
        snapshot: anySnapshot(refundIds),
        refunds: fc.tuple(...refundIds.map(anyRefund)),
        updatedAt: anyMoment(),
        triggeredAt: anyMoment(),
        belowMs: fc.constantFrom(0, 0, 500),
        marks: fc.array(anyMark, { maxLength: 3 }),
        customer: fc.constantFrom(
          { kind: "known" as const, id: "c1" },
          { kind: "known" as const, id: "c2" },
          { kind: "guest" as const },
          { kind: "withheld" as const },
        ),
        identities: fc.subarray(["email:a@example.com", "email:b@example.com", "phone:+49123"]),
        likenesses: fc.subarray(["name:maya berg", "address:1 peak rd||hk"]),
      })
      .map(({ updatedAt, triggeredAt, belowMs, refunds, ...rest }) => ({
        ...rest,
        refunds: [...refunds],
        rank: { updatedAt, triggeredAt, belowMs, refunds: refunds.length, text },
      })),
  );

const anyChargeback: fc.Arbitrary<Chargeback> = fc.record({
  id: fc.constantFrom("d1", "d2"),
  type: fc.constantFrom("chargeback", "inquiry"),
  status: fc.constantFrom("needs_response", "under_review", "lost", "accepted", "won", "prevented", "?"),
  amountMinor: cents(20_000),
  currency: fc.constantFrom(USD, currency("JPY")),
});

const anyTrigger = (text: number): fc.Arbitrary<Trigger> =>
  fc.record({ triggeredAt: anyMoment(), belowMs: fc.constantFrom(0, 500), text: fc.constant(text) });

/** A way to learn something about an order. */
export type Learning = (facts: OrderFacts) => OrderFacts;

/** The canonical text of the body with a handle: distinct bodies have distinct texts. */
export const textOf = (ref: number): string => `text ${String(ref).padStart(3, "0")}`;

const anyLearning = (text: number): fc.Arbitrary<Learning> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: anyBody(text).map(
        (body): Learning =>
          (facts) =>
            absorbOrder(facts, body, textOf).facts,
      ),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constantFrom("r1", "r2", "r3").chain(anyRefund), anyTrigger(text)).map(
        ([refund, from]): Learning =>
          (facts) =>
            absorbRefund(facts, refund, from, textOf),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(anyChargeback, anyTrigger(text)).map(
        ([chargeback, from]): Learning =>
          (facts) =>
            absorbChargeback(facts, chargeback, from, textOf),
      ),
    },
  );

/** Everything that is ever delivered of one order. */
export const anyLearnings: fc.Arbitrary<Learning[]> = fc
  .integer({ min: 1, max: 6 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => anyLearning(index + 1))))
  .map((all) => [...all]);

export const learned = (learnings: readonly Learning[]): OrderFacts =>
  learnings.reduce((facts, learn) => learn(facts), noFacts("1001"));

/** Refunds and chargebacks are sets: their sequence means nothing. */
export const withoutSequence = (facts: OrderFacts): OrderFacts => ({
  ...facts,
  refunds: facts.refunds.toSorted((a, b) => (a.refund.id < b.refund.id ? -1 : 1)),
  chargebacks: facts.chargebacks.toSorted((a, b) => (a.chargeback.id < b.chargeback.id ? -1 : 1)),
});
