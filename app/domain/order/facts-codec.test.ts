import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyLearnings, learned } from "../../../tests/builders/arbitraries.ts";
import { aBody, aLine, aRank, aRefund, aSnapshot, currency } from "../../../tests/builders/order.ts";
import { fraction } from "../kernel/fraction.ts";
import { InvariantError } from "../kernel/invariant.ts";
import { type PackedFacts, newestUpdatedAt, packFacts, unpackFacts } from "./facts-codec.ts";
import { type OrderFacts, absorbOrder, noFacts } from "./facts.ts";

const stored = (facts: OrderFacts): string => JSON.stringify(packFacts(facts));
/** Where the packed form lists ranks. */
const RANKS = 10;
const read = (text: string): OrderFacts => unpackFacts(JSON.parse(text) as PackedFacts);

test("what is stored is what is read: any facts", () =>
  fc.assert(
    fc.property(anyLearnings, (learnings) => {
      const facts = learned(learnings);
      expect(read(stored(facts))).toEqual(withNanos(facts));
      expect(stored(read(stored(facts)))).toBe(stored(facts));
    }),
    { numRuns: 200 },
  ));

/** Nanoseconds that were not kept are none. */
function withNanos(facts: OrderFacts): OrderFacts {
  return {
    ...facts,
    refunds: facts.refunds.map((item) => ({ ...item, belowMs: item.belowMs ?? 0 })),
    chargebacks: facts.chargebacks.map((item) => ({ ...item, belowMs: item.belowMs ?? 0 })),
  };
}

const one = (change: Parameters<typeof aSnapshot>[0]): OrderFacts =>
  absorbOrder(noFacts("1001"), aBody({ snapshot: aSnapshot(change) }), String).facts;

describe("nothing is lost", () => {
  test("nothing at all", () => expect(read(stored(noFacts("7")))).toEqual(noFacts("7")));

  test.each(["test", "cancelled", "taxesIncluded", "businessBuyer"] as const)("the flag %s alone", (flag) => {
    const { newest } = read(stored(one({ [flag]: true })));
    const flags = ["test", "cancelled", "taxesIncluded", "businessBuyer"] as const;
    expect(flags.filter((name) => newest?.snapshot[name])).toEqual([flag]);
  });

  test.each(["giftCard", "tip"] as const)("a line that is a %s", (flag) => {
    const line = read(stored(one({ lines: [aLine({ [flag]: true })] }))).newest?.snapshot.lines[0];
    expect([line?.giftCard, line?.tip]).toEqual([flag === "giftCard", flag === "tip"]);
  });

  test("whether a body listed all of its lines", () => {
    expect(read(stored(one({ linesMissing: true }))).newest?.snapshot.linesMissing).toBe(true);
    expect(read(stored(one({}))).newest?.snapshot).not.toHaveProperty("linesMissing");
  });

  test("amounts that no JSON number holds", () => {
    for (const priceMinor of [2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, 10n ** 30n]) {
      const line = aLine({ priceMinor, taxRate: fraction(priceMinor, 10n ** 31n) });
      expect(read(stored(one({ lines: [line] }))).newest?.snapshot.lines[0]).toEqual(line);
    }
  });

  test("a refund with everything", () => {
    const refund = aRefund({
      units: [{ lineId: "1", quantity: 2 }],
      shippingLines: { subtotalMinor: 5n, taxMinor: 1n },
      shippingAdjustmentsMinor: -6n,
      adjustmentsMinor: 0n,
      dutiesMinor: 3n,
      transactions: [{ amountMinor: 9n, currency: currency("JPY") }],
    });
    const { facts } = absorbOrder(noFacts("1001"), aBody({ refunds: [refund] }), String);
    expect(read(stored(facts)).refunds[0]?.refund).toEqual(refund);
  });

  test("emoji and right-to-left text", () => {
    const names = { vendor: "🧵 Fäden", sku: "قميص-١" };
    expect(read(stored(one({ lines: [aLine(names)] }))).newest?.snapshot.lines[0]).toMatchObject(names);
  });
});

test("a paid body that is the newest is stored once", () => {
  const facts = one({ financialStatus: "paid" });
  expect(facts.newestPaid).toEqual(facts.newest);
  const back = read(stored(facts));
  expect(back.newestPaid).toBe(back.newest);
  expect(stored(facts).match(/"USD"/g)).toHaveLength(1);
});

test("a paid body that is not the newest is stored too", () => {
  const later = aBody({
    rank: aRank({ text: 1, refunds: 1 }),
    snapshot: aSnapshot({ financialStatus: "pending", lines: [] }),
  });
  const { facts } = absorbOrder(one({ financialStatus: "paid" }), later, String);
  const back = read(stored(facts));
  expect(back.newestPaid?.snapshot.lines).toHaveLength(1);
  expect(back.newest?.snapshot.lines).toHaveLength(0);
});

test("facts of a version that this code does not know are not guessed at", () => {
  const [, ...rest] = JSON.parse(stored(noFacts("1001"))) as unknown[];
  expect(() => unpackFacts([2, ...rest] as unknown as PackedFacts)).toThrow(InvariantError);
  expect(() => unpackFacts([2, ...rest] as unknown as PackedFacts)).toThrow("order facts of version 2");
});

test("facts from before holds for review are read: they have nothing to compare", () => {
  const facts = { ...one({}), likenesses: [{ likeness: "name:maya berg", seenAt: aRank().triggeredAt }] };
  expect(read(stored(facts)).likenesses).toEqual(facts.likenesses);
  const older = (JSON.parse(stored(facts)) as unknown[]).slice(0, RANKS + 1);
  expect(read(JSON.stringify(older))).toEqual({ ...read(stored(facts)), likenesses: [] });
});

test("a rank that is named and not listed is damage", () => {
  const packed = JSON.parse(stored(one({}))) as unknown[];
  packed[RANKS] = [];
  expect(() => unpackFacts(packed as unknown as PackedFacts)).toThrow("order facts name a rank that they do not list");
});

test("amounts are numbers where that is exact: a fifth of a body is all that is kept", () => {
  expect(stored(one({ lines: [aLine({ priceMinor: 1234n })] }))).toContain(",1234,");
});

test("when the newest body was updated, without unpacking", () => {
  expect(newestUpdatedAt(packFacts(noFacts("1001")))).toBeNull();
  expect(newestUpdatedAt(packFacts(one({})))).toBe(aRank().updatedAt);
});

test("a rank is stored once, however often it is named", () => {
  const body = aBody({ refunds: [aRefund({ id: "a" }), aRefund({ id: "b" })] });
  const packed = packFacts(absorbOrder(noFacts("1001"), body, String).facts);
  expect(packed[RANKS]).toHaveLength(1);
});
