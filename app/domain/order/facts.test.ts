import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyLearnings, learned, textOf, withoutSequence } from "../../../tests/builders/arbitraries.ts";
import { aBody, aChargeback, aRank, aRefund, aSnapshot, at } from "../../../tests/builders/order.ts";
import {
  type OrderBody,
  type OrderFacts,
  absorbChargeback,
  absorbMark,
  absorbOrder,
  absorbRefund,
  noFacts,
} from "./facts.ts";
import type { EvidenceMark } from "./order.ts";

const t = (seconds: number) => at(`2026-11-20T10:00:${String(seconds).padStart(2, "0")}Z`);
const from = (seconds: number, text = seconds) => ({ triggeredAt: t(seconds), text });

/** A body updated and triggered at a second. */
const bodyAt = (seconds: number, change: Partial<OrderBody> = {}): OrderBody =>
  aBody({ rank: aRank({ updatedAt: t(seconds), text: seconds, refunds: change.refunds?.length ?? 0 }), ...change });

const absorbed = (...bodies: OrderBody[]): OrderFacts =>
  bodies.reduce((facts, body) => absorbOrder(facts, body, textOf).facts, noFacts("1001"));

const code = (text: string): EvidenceMark => ({ kind: "code", code: text });
const marksOf = (facts: OrderFacts) => facts.evidence.map(({ mark }) => mark);
const click = (clickedAt: number | null, signature: string | null = null): EvidenceMark => ({
  kind: "click",
  token: "tok",
  clickedAt: clickedAt === null ? null : t(clickedAt),
  signature,
});
const minor = (adjustmentsMinor: bigint, id = "r1") => aRefund({ id, adjustmentsMinor });
const adjustments = (facts: OrderFacts) => facts.refunds.map(({ refund }) => refund.adjustmentsMinor);
const listedAt = (seconds: number, amount: bigint) => bodyAt(seconds, { refunds: [minor(amount)] });
const told = (...all: [status: string, seconds: number, text?: number][]) =>
  all
    .reduce(
      (facts, [status, seconds, text]) =>
        absorbChargeback(facts, aChargeback({ status }), from(seconds, text ?? seconds), textOf),
      noFacts("1001"),
    )
    .chargebacks.map(({ chargeback }) => chargeback.status);

test.each([
  {
    why: "the latest trigger wins",
    states: [
      ["needs_response", 1],
      ["won", 2],
    ] as const,
    is: "won",
  },
  {
    why: "an open one after a closed one, too",
    states: [
      ["lost", 1],
      ["under_review", 2],
    ] as const,
    is: "under_review",
  },
  {
    why: "at one instant a closed state",
    states: [
      ["lost", 1, 1],
      ["under_review", 1, 2],
    ] as const,
    is: "lost",
  },
  {
    why: "accepted is closed",
    states: [
      ["accepted", 1, 1],
      ["under_review", 1, 2],
    ] as const,
    is: "accepted",
  },
  {
    why: "won is closed",
    states: [
      ["won", 1, 1],
      ["under_review", 1, 2],
    ] as const,
    is: "won",
  },
  {
    why: "prevented is closed",
    states: [
      ["prevented", 1, 1],
      ["under_review", 1, 2],
    ] as const,
    is: "prevented",
  },
  {
    why: "a state not named is not",
    states: [
      ["charge_refunded", 1, 2],
      ["lost", 1, 1],
    ] as const,
    is: "lost",
  },
  {
    why: "then the greater text",
    states: [
      ["won", 1, 2],
      ["lost", 1, 1],
    ] as const,
    is: "won",
  },
])("$why: $is", ({ states, is }) => {
  const [a, b] = states.map(([status, seconds, text]) => [status, seconds, text] as [string, number, number?]);
  expect(told(a ?? ["", 0], b ?? ["", 0])).toEqual([is]);
  expect(told(b ?? ["", 0], a ?? ["", 0])).toEqual([is]);
});
const known = (id: string) => ({ kind: "known" as const, id });

describe("the newest body", () => {
  test("wins, whatever the order of arrival", () => {
    const [old, young] = [bodyAt(1), bodyAt(2, { snapshot: aSnapshot({ financialStatus: "pending" }) })];
    expect(absorbed(old, young).newest?.rank.updatedAt).toBe(t(2));
    expect(absorbed(young, old).newest?.rank.updatedAt).toBe(t(2));
  });

  test("a body that does not become it is stale, a repeated one too", () => {
    const facts = absorbed(bodyAt(2));
    expect(absorbOrder(facts, bodyAt(1), textOf).stale).toBe(true);
    expect(absorbOrder(facts, bodyAt(3), textOf).stale).toBe(false);
    expect(absorbOrder(facts, bodyAt(2), textOf).stale).toBe(true);
    expect(absorbOrder(noFacts("1001"), bodyAt(1), textOf).stale).toBe(false);
  });

  test("equal updated_at: the number of refunds, then the greater text", () => {
    const plain = bodyAt(1);
    const refunded = aBody({ rank: aRank({ updatedAt: t(1), refunds: 1, text: 0 }), refunds: [aRefund()] });
    const other = aBody({ rank: aRank({ updatedAt: t(1), text: 9 }) });
    for (const order of [
      [plain, refunded, other],
      [other, refunded, plain],
      [refunded, plain, other],
    ])
      expect(absorbed(...order).newest?.rank.refunds).toBe(1);
    expect(absorbed(plain, other).newest?.rank.text).toBe(9);
    expect(absorbed(other, plain).newest?.rank.text).toBe(9);
  });
});

describe("paid", () => {
  const unpaid = aSnapshot({ financialStatus: "pending" });
  test("the newest paid body stays when a later one is not paid", () => {
    const facts = absorbed(bodyAt(1), bodyAt(3), bodyAt(5, { snapshot: unpaid }), bodyAt(2));
    expect(facts.newest?.rank.updatedAt).toBe(t(5));
    expect(facts.newestPaid?.rank.updatedAt).toBe(t(3));
  });

  test("seen paid: the first trigger of any body that is paid, stale ones too", () => {
    expect(absorbed(bodyAt(5), bodyAt(2)).seenPaidAt).toBe(t(2));
    expect(absorbed(bodyAt(2), bodyAt(5)).seenPaidAt).toBe(t(2));
    expect(absorbed(bodyAt(1, { snapshot: unpaid })).seenPaidAt).toBeNull();
    expect(absorbed(bodyAt(1, { snapshot: unpaid }), bodyAt(4)).seenPaidAt).toBe(t(4));
    expect(absorbed(bodyAt(1, { snapshot: unpaid })).newestPaid).toBeNull();
  });
});

describe("evidence", () => {
  test("never shrinks: a later body without it takes nothing away", () => {
    expect(marksOf(absorbed(bodyAt(1, { marks: [code("maya")] }), bodyAt(2)))).toEqual([code("maya")]);
  });

  test("grows from a body however old", () => {
    const facts = absorbed(bodyAt(9, { marks: [code("maya")] }), bodyAt(1, { marks: [code("ben")] }));
    expect(marksOf(facts)).toEqual([code("maya"), code("ben")]);
  });

  test("the newest snapshot's first, each one's in its own sequence", () => {
    const young = bodyAt(2, { marks: [code("c"), code("a")] });
    const old = bodyAt(1, { marks: [code("b"), code("a")] });
    expect(marksOf(absorbed(old, young))).toEqual([code("c"), code("a"), code("b")]);
    expect(marksOf(absorbed(young, old))).toEqual([code("c"), code("a"), code("b")]);
  });

  test("a mark twice in one body is one, at its first place", () => {
    expect(marksOf(absorbed(bodyAt(1, { marks: [code("a"), code("b"), code("a")] })))).toEqual([code("a"), code("b")]);
  });

  test("a mark that no body carries joins by its trigger, and may precede its order", () => {
    const answer: EvidenceMark = { kind: "survey", creator: "ben" };
    const before = absorbMark(noFacts("1001"), answer, from(5), textOf);
    expect(before.newest).toBeNull();
    const [young, old] = [bodyAt(9, { marks: [code("maya")] }), bodyAt(1, { marks: [code("zoe")] })];
    const after = [young, old].reduce((facts, body) => absorbOrder(facts, body, textOf).facts, before);
    expect(marksOf(after)).toEqual([code("maya"), answer, code("zoe")]);
    expect(marksOf(absorbMark(absorbed(old, young), answer, from(5), textOf))).toEqual(marksOf(after));
    expect(after.evidence[1]?.rank).toMatchObject({ updatedAt: t(5), triggeredAt: t(5), refunds: 0 });
  });

  test("what says another thing is another mark", () => {
    const marks: EvidenceMark[] = [
      code("a"),
      code("b"),
      { kind: "entered", code: "a" },
      { kind: "entered", code: "b" },
      click(null),
      click(1),
      click(2),
      click(1, "signed"),
      click(1, "otherwise"),
      { kind: "landing", token: "tok" },
      { kind: "landing", token: "tok2" },
      { kind: "survey", creator: "a" },
      { kind: "survey", creator: "b" },
    ];
    expect(marksOf(absorbed(bodyAt(1, { marks }), bodyAt(2, { marks })))).toEqual(marks);
    expect(absorbed(bodyAt(1, { marks }), bodyAt(2, { marks })).evidence[0]?.rank.updatedAt).toBe(t(2));
  });
});

describe("refunds", () => {
  test("one in an order body beats the same from refunds/create, whichever came last", () => {
    const before = absorbRefund(noFacts("1001"), minor(-5n), from(9), textOf);
    expect(adjustments(absorbOrder(before, listedAt(1, -7n), textOf).facts)).toEqual([-7n]);
    expect(adjustments(absorbRefund(absorbed(listedAt(1, -7n)), minor(-5n), from(9), textOf))).toEqual([-7n]);
  });

  test("among bodies the newest", () => {
    expect(adjustments(absorbed(listedAt(1, -7n), listedAt(2, -8n)))).toEqual([-8n]);
    expect(adjustments(absorbed(listedAt(2, -8n), listedAt(1, -7n)))).toEqual([-8n]);
  });

  test("without any body: the later trigger, then the greater text", () => {
    const one = absorbRefund(noFacts("1001"), minor(-1n), from(1), textOf);
    expect(adjustments(absorbRefund(one, minor(-2n), from(2), textOf))).toEqual([-2n]);
    const two = absorbRefund(noFacts("1001"), minor(-2n), from(2), textOf);
    expect(adjustments(absorbRefund(two, minor(-1n), from(1), textOf))).toEqual([-2n]);
    expect(adjustments(absorbRefund(two, minor(-3n), from(2, 3), textOf))).toEqual([-3n]);
    expect(adjustments(absorbRefund(two, minor(-3n), from(2, 1), textOf))).toEqual([-2n]);
  });

  test("one may precede its order, and others stand beside it", () => {
    const before = absorbRefund(noFacts("1001"), minor(-5n), from(1), textOf);
    expect(before.newest).toBeNull();
    const after = absorbOrder(before, bodyAt(2, { refunds: [minor(-6n, "r2")] }), textOf).facts;
    expect(adjustments(after)).toEqual([-5n, -6n]);
    expect(after.refunds.map(({ listed }) => listed?.updatedAt ?? null)).toEqual([null, t(2)]);
  });
});

describe("chargebacks", () => {
  test("each id is one of its own", () => {
    const one = absorbChargeback(noFacts("1001"), aChargeback({ id: "d1" }), from(1), textOf);
    const two = absorbChargeback(one, aChargeback({ id: "d2" }), from(1), textOf);
    expect(two.chargebacks.map(({ chargeback }) => chargeback.id)).toEqual(["d1", "d2"]);
  });

  test("an order body knows none and takes none away", () => {
    const one = absorbChargeback(noFacts("1001"), aChargeback(), from(1), textOf);
    expect(absorbOrder(one, bodyAt(2), textOf).facts.chargebacks).toHaveLength(1);
  });
});

describe("who the customer is", () => {
  const guest = { kind: "guest" as const };
  const withheld = { kind: "withheld" as const };
  test.each([
    { why: "an id beats a guest", older: guest, newer: known("1"), is: known("1") },
    { why: "an id beats a newer guest", older: known("1"), newer: guest, is: known("1") },
    { why: "a guest beats silence", older: withheld, newer: guest, is: guest },
    { why: "a guest beats newer silence", older: guest, newer: withheld, is: guest },
    { why: "an id beats newer silence (redacted)", older: known("1"), newer: withheld, is: known("1") },
    { why: "among ids the oldest snapshot keeps its word", older: known("1"), newer: known("2"), is: known("1") },
  ])("$why", ({ older, newer, is }) => {
    const [a, b] = [bodyAt(1, { customer: older }), bodyAt(2, { customer: newer })];
    expect(absorbed(a, b).customer?.who).toEqual(is);
    expect(absorbed(b, a).customer?.who).toEqual(is);
  });

  test("e-mails and phones from any snapshot are kept, once each", () => {
    const facts = absorbed(
      bodyAt(2, { identities: ["email:b@x"] }),
      bodyAt(1, { identities: ["email:a@x", "email:b@x"] }),
      bodyAt(3),
    );
    expect(facts.identities).toEqual(["email:a@x", "email:b@x"]);
  });
});

/** What is learned, and a way to bring it: every delivery at least once, in any sequence, some again. */
const shuffledDeliveries = anyLearnings.chain((learnings) =>
  fc.record({
    learnings: fc.constant(learnings),
    shuffled: fc
      .tuple(fc.shuffledSubarray(learnings, { minLength: learnings.length }), fc.array(fc.constantFrom(...learnings)))
      .chain(([all, again]) => fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length })),
  }),
);

describe("laws", () => {
  test("deliveries in any order, repeated, end in the same facts", () =>
    fc.assert(
      fc.property(shuffledDeliveries, ({ learnings, shuffled }) => {
        expect(withoutSequence(learned(shuffled))).toEqual(withoutSequence(learned(learnings)));
      }),
      { numRuns: 300 },
    ));

  test("learning something again changes nothing", () =>
    fc.assert(
      fc.property(anyLearnings, fc.nat(), (learnings, which) => {
        const facts = learned(learnings);
        const again = learnings[which % learnings.length];
        expect(again?.(facts)).toEqual(facts);
      }),
    ));
});
