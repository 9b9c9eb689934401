import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, instant, type Instant } from "../kernel/instant.ts";
import { parseCurrency, type Currency } from "../money/currency.ts";
import { planPayouts, type PayoutCandidate } from "./plan-payouts.ts";

const usd = parseCurrency("USD") as Currency;
const jpy = parseCurrency("JPY") as Currency;
const now = instant(Date.parse("2026-11-24T00:00:00Z"));
const daysAgo = (days: number): Instant => instant(now - days * DAY_MS);

const candidate = (change: Partial<PayoutCandidate>): PayoutCandidate => ({
  creatorId: "maya",
  currency: usd,
  payableMinor: 5_000n,
  waitingSince: daysAgo(1),
  ended: false,
  methodChanging: false,
  ...change,
});
const plan = (change: Partial<PayoutCandidate>, minimumMinor: bigint | null = null) =>
  planPayouts([candidate(change)], { shopCurrency: usd, minimumMinor, now });

test.each<{ why: string; change: Partial<PayoutCandidate>; minimum?: bigint; reason: string | null }>([
  { why: "enough", change: {}, reason: null },
  { why: "exactly the minimum", change: { payableMinor: 1_000n }, reason: null },
  { why: "a cent less", change: { payableMinor: 999n }, reason: "below_minimum" },
  { why: "the brand's own minimum", change: { payableMinor: 4_999n }, minimum: 5_000n, reason: "below_minimum" },
  { why: "no minimum", change: { payableMinor: 1n }, minimum: 0n, reason: null },
  { why: "little, but for 60 days", change: { payableMinor: 1n, waitingSince: daysAgo(60) }, reason: null },
  { why: "little, for a day less", change: { payableMinor: 1n, waitingSince: daysAgo(59) }, reason: "below_minimum" },
  { why: "little, that does not wait yet", change: { payableMinor: 1n, waitingSince: null }, reason: "below_minimum" },
  { why: "little, and the partnership has ended", change: { payableMinor: 1n, ended: true }, reason: null },
  { why: "more taken back than earned", change: { payableMinor: -1n, ended: true }, reason: "negative_balance" },
  { why: "a method that changed", change: { methodChanging: true, ended: true }, reason: "method_changed" },
  {
    why: "another currency keeps its usual minimum",
    change: { currency: jpy, payableMinor: 999n },
    minimum: 0n,
    reason: "below_minimum",
  },
  { why: "a thousand yen", change: { currency: jpy, payableMinor: 1_000n }, reason: null },
])("$why → $reason", ({ change, minimum = null, reason }) => {
  const { payouts, skips } = plan(change, minimum);
  expect(skips.map((skip) => skip.reason)).toEqual(reason === null ? [] : [reason]);
  expect(payouts).toHaveLength(reason === null ? 1 : 0);
});

test("nothing is neither paid nor skipped", () =>
  expect(plan({ payableMinor: 0n })).toEqual({ payouts: [], skips: [] }));

test("creators stand in one sequence, whatever the one they came in, and each one's currencies, too", () => {
  const come = (creatorId: string, currency: Currency) => candidate({ creatorId, currency });
  const shuffled = [come("maya", usd), come("zoe", jpy), come("ana", usd), come("maya", jpy)];
  const { payouts } = planPayouts(shuffled, { shopCurrency: usd, minimumMinor: null, now });
  expect(payouts.map(({ creatorId, currency }) => [creatorId, currency])).toEqual([
    ["ana", usd],
    ["maya", jpy],
    ["maya", usd],
    ["zoe", jpy],
  ]);
});

test("everybody with a balance is paid whole or told why not, once", () =>
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.record({ creatorId: fc.uuid(), payableMinor: fc.bigInt(-5_000n, 5_000n) }), {
        selector: (row) => row.creatorId,
      }),
      (rows) => {
        const { payouts, skips } = planPayouts(rows.map(candidate), { shopCurrency: usd, minimumMinor: null, now });
        const told = [
          ...payouts.map((p) => [p.creatorId, p.amountMinor]),
          ...skips.map((s) => [s.creatorId, s.balanceMinor]),
        ];
        const due = rows.filter((row) => row.payableMinor !== 0n).map((row) => [row.creatorId, row.payableMinor]);
        expect(told.toSorted()).toEqual(due.toSorted());
      },
    ),
  ));
