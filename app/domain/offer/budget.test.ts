import { expect, test } from "vitest";
import { budgetLevel, budgetStage } from "./budget.ts";

test.each([
  { usedMinor: 0n, budgetMinor: 1_000n, is: "enough" },
  { usedMinor: 799n, budgetMinor: 1_000n, is: "enough" },
  { usedMinor: 800n, budgetMinor: 1_000n, is: "nearly_used" },
  // 80 % of 999 is 799.2: an amount below it does not warn, however it might be rounded.
  { usedMinor: 799n, budgetMinor: 999n, is: "enough" },
  { usedMinor: 800n, budgetMinor: 999n, is: "nearly_used" },
  { usedMinor: 999n, budgetMinor: 1_000n, is: "nearly_used" },
  { usedMinor: 1_000n, budgetMinor: 1_000n, is: "used_up" },
  // A lowered budget, or a restored order.
  { usedMinor: 1_001n, budgetMinor: 1_000n, is: "used_up" },
  { usedMinor: 0n, budgetMinor: 0n, is: "used_up" },
  // Refunds may have taken back more than the series began with.
  { usedMinor: -5n, budgetMinor: 1_000n, is: "enough" },
])("$usedMinor of $budgetMinor is $is", ({ is, ...use }) => expect(budgetLevel(use)).toBe(is));

test.each([
  { usedMinor: 0n, lastTwoDaysMinor: 0n, is: "none" },
  // Half of it went within two days: the other half may, too.
  { usedMinor: 500n, lastTwoDaysMinor: 500n, is: "ends_soon" },
  { usedMinor: 500n, lastTwoDaysMinor: 499n, is: "none" },
  { usedMinor: 799n, lastTwoDaysMinor: 0n, is: "none" },
  { usedMinor: 800n, lastTwoDaysMinor: 0n, is: "ends_soon" },
  { usedMinor: 1_000n, lastTwoDaysMinor: 0n, is: "used_up" },
  { usedMinor: 1_200n, lastTwoDaysMinor: 0n, is: "used_up" },
])("$usedMinor of 1000, $lastTwoDaysMinor within two days: $is", ({ is, ...use }) =>
  expect(budgetStage({ ...use, budgetMinor: 1_000n })).toBe(is),
);
