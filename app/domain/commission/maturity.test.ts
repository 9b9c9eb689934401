import { describe, expect, test } from "vitest";
import { aPartnership } from "../../../tests/builders/offer.ts";
import { at } from "../../../tests/builders/order.ts";
import { instant } from "../kernel/instant.ts";
import { claimsForLife } from "./lifetime.ts";
import { traitsOf } from "./line-traits.ts";
import { maturedMinor, maturesAt } from "./maturity.ts";
import { aLine } from "../../../tests/builders/order.ts";

const processedAt = at("2026-10-01T10:00:00Z");

describe("when a commission becomes payable", () => {
  test.each([
    { why: "the hold after the order", holdDays: 30, seenPaidAt: processedAt, is: at("2026-10-31T10:00:00Z") },
    {
      why: "not before it was seen paid",
      holdDays: 30,
      seenPaidAt: at("2026-11-05T00:00:00Z"),
      is: at("2026-11-05T00:00:00Z"),
    },
    { why: "no hold", holdDays: 0, seenPaidAt: at("2026-09-30T00:00:00Z"), is: processedAt },
    { why: "never seen paid", holdDays: 0, seenPaidAt: null, is: null },
  ])("$why", ({ holdDays, seenPaidAt, is }) => expect(maturesAt({ processedAt, holdDays, seenPaidAt })).toBe(is));
});

describe("how much is payable", () => {
  const facts = { processedAt, holdDays: 30, seenPaidAt: processedAt, disputed: false };
  const ripe = at("2026-10-31T10:00:00Z");
  test.each([
    { why: "at the instant itself", now: ripe, minor: 500n },
    { why: "a millisecond before", now: instant(ripe - 1), minor: 0n },
    { why: "an open chargeback holds all", now: ripe, disputed: true, minor: 0n },
    { why: "never paid", now: ripe, seenPaidAt: null, minor: 0n },
    { why: "only what exceeds the paid body's commission waits", now: ripe, paid: 300n, minor: 300n },
    { why: "a paid body that gave more gives no more than is due", now: ripe, paid: 900n, minor: 500n },
  ])("$why: $minor", ({ now, minor, paid = 500n, ...change }) =>
    expect(maturedMinor({ ...facts, ...change }, 500n, paid, now)).toBe(minor),
  );
});

describe("a lifetime claim", () => {
  const earlier = { processedAt: at("2026-01-31T10:00:00Z"), partnership: aPartnership() };
  test.each([
    { when: "2026-02-28T10:00:00Z", months: 1, claims: true },
    { when: "2026-02-28T10:00:00.001Z", months: 1, claims: false },
    { when: "2027-01-31T10:00:00Z", months: 12, claims: true },
    { when: "2026-02-01T00:00:00Z", months: 1, claims: true },
  ])("$when within $months months: $claims", ({ when, months, claims }) =>
    expect(claimsForLife(earlier, at(when), months)).toBe(claims),
  );
});

describe("what a rule may recognise a line by", () => {
  test("what its body says, and what the Admin API knows", () => {
    const line = aLine({ variantId: "21", productId: "11", sku: "S", vendor: "Acme" });
    expect(traitsOf(line, { productType: "Mug", tags: ["a", "b"], collectionIds: ["5"] })).toEqual({
      variant: ["21"],
      product: ["11"],
      sku: ["S"],
      vendor: ["Acme"],
      productType: ["Mug"],
      tag: ["a", "b"],
      collection: ["5"],
    });
  });

  test("a custom line has nothing", () => {
    const nothing = { variant: [], product: [], sku: [], vendor: [], productType: [], tag: [], collection: [] };
    expect(traitsOf(aLine(), undefined)).toEqual(nothing);
    expect(traitsOf(aLine(), { productType: null, tags: [], collectionIds: [] })).toEqual(nothing);
  });
});
