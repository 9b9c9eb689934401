import { expect, test } from "vitest";
import { HOUR_MS, instant, plusDays } from "../kernel/instant.ts";
import { isBrandMailDue, isMailDue, newsOf } from "./news.ts";

const beganAt = instant(Date.parse("2026-11-02T10:00:00Z"));
const earned = { beganAt, amountMinor: 500n };

test.each([
  { why: "a hold begins", decision: null, told: null, days: 1, news: "held" },
  { why: "told already", decision: null, told: "held", days: 2, news: null },
  { why: "to be paid", decision: "pay", told: "held", days: 3, news: "pay" },
  { why: "to be paid, before anybody heard of the hold", decision: "pay", told: null, days: 3, news: null },
  { why: "their own, before anybody heard of the hold", decision: "own_order", told: null, days: 3, news: "own_order" },
  { why: "their own", decision: "own_order", told: "held", days: 3, news: "own_order" },
  { why: "paid after all", decision: "pay", told: "own_order", days: 20, news: "pay" },
  { why: "ended by itself", decision: null, told: "held", days: 14, news: "ended" },
  { why: "ended unheard of", decision: null, told: null, days: 14, news: null },
  { why: "that it ended was told", decision: null, told: "ended", days: 15, news: null },
] as const)("$why: $news", ({ decision, told, days, news }) =>
  expect(newsOf({ ...earned, decision, told }, plusDays(beganAt, days))).toBe(news),
);

test.each([
  { why: "credited to nobody, or to another", amountMinor: null, decision: "own_order", told: null, news: null },
  { why: "credited to another", amountMinor: null, decision: null, told: null, news: null },
  { why: "fully refunded: nothing is held", amountMinor: 0n, decision: null, told: null, news: null },
  { why: "fully refunded: nothing is paid", amountMinor: 0n, decision: "pay", told: "held", news: null },
  { why: "their own order earns nothing", amountMinor: 0n, decision: "own_order", told: "held", news: "own_order" },
] as const)("$why: $news", ({ amountMinor, decision, told, news }) =>
  expect(newsOf({ beganAt, amountMinor, decision, told }, plusDays(beganAt, 1))).toBe(news),
);

const now = plusDays(beganAt, 5);
const hoursAgo = (hours: number) => instant(now - hours * HOUR_MS);

test.each([
  { why: "nothing new", news: [], lastAt: null, due: false },
  { why: "the first hold", news: ["held"], lastAt: null, due: true },
  { why: "another hold on the same day", news: ["held", "held"], lastAt: hoursAgo(23), due: false },
  { why: "another hold on the next day", news: ["held"], lastAt: hoursAgo(24), due: true },
  { why: "an end on the same day", news: ["ended"], lastAt: hoursAgo(1), due: false },
  { why: "a decision on the same day", news: ["ended", "pay"], lastAt: hoursAgo(1), due: true },
  { why: "a decision against them", news: ["own_order"], lastAt: hoursAgo(1), due: true },
] as const)("a creator's mail, $why: $due", ({ news, lastAt, due }) => expect(isMailDue(news, lastAt, now)).toBe(due));

test.each([
  { untold: 0, lastAt: null, due: false },
  { untold: 1, lastAt: null, due: true },
  { untold: 3, lastAt: hoursAgo(23), due: false },
  { untold: 3, lastAt: hoursAgo(24), due: true },
])("a brand's mail: $untold untold", ({ untold, lastAt, due }) =>
  expect(isBrandMailDue(untold, lastAt, now)).toBe(due),
);
