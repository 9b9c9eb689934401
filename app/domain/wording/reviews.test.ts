import { expect, test } from "vitest";
import { instant, plusDays } from "../kernel/instant.ts";
import { reviewToCreator, signalToBrand } from "./reviews.ts";

const beganAt = instant(Date.parse("2026-11-02T10:00:00Z"));
const day = (at: number) => new Date(at).toISOString().slice(0, 10);
const review = { signal: "same_name", beganAt, decision: null, reason: null } as const;

test.each([
  { signal: "same_address", says: "the order has the same postal address as the creator" },
  { signal: "same_name", says: "the order has the same name as the creator" },
] as const)("a brand reads: $says", ({ signal, says }) => expect(signalToBrand(signal)).toBe(says));

test.each([
  {
    why: "it runs",
    change: {},
    days: 1,
    says: /may decide earlier; if it does not, the hold for review ends by itself/,
  },
  {
    why: "it ended by itself",
    change: {},
    days: 14,
    says: /until 2026-11-16, since the order has the same name as you; the hold has ended/,
  },
  {
    why: "paid",
    change: { decision: "pay" },
    days: 2,
    says: /since it has the same name as you, and it is not your own\.$/,
  },
  {
    why: "their own",
    change: { decision: "own_order", reason: "It went to your studio" },
    days: 2,
    says: /never earn\. The reason they gave: “It went to your studio”\. If that is wrong, tell the brand/,
  },
  {
    why: "their own, its reason erased",
    change: { decision: "own_order" },
    days: 2,
    says: /since it has the same name as you, and found that it is your own: own orders never earn\. If that is wrong, tell the brand/,
  },
] as const)("a creator reads of a review: $why", ({ change, days, says }) =>
  expect(reviewToCreator({ ...review, ...change }, plusDays(beganAt, days), { day })).toMatch(says),
);
