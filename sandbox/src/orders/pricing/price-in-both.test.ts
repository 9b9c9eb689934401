import { expect, test } from "vitest";
import { sum } from "./allocate.ts";
import { priceInBoth } from "./price-in-both.ts";

test("parts add up to the total in either currency", () => {
  const priced = priceInBoth(
    {
      lines: [1999n, 333n, 1n].map((unitPriceMinor) => ({
        unitPriceMinor,
        quantity: 3,
        taxable: true,
        giftCard: false,
        requiresShipping: true,
      })),
      discounts: [
        {
          code: "A",
          target: "order",
          value: { kind: "fixed_amount", amountMinor: 500n, eachItem: false },
          entitled: new Set([0, 1, 2]),
        },
      ],
      taxes: [{ title: "Tax", rateBps: 888 }],
      taxesIncluded: false,
      shipping: { title: "Standard", priceMinor: 495n, taxable: false },
      tipMinor: 100n,
    },
    { shop: "USD", presentment: "EUR", ratePpm: 921_700n },
  );
  for (const side of ["shop", "presentment"] as const) {
    const lines = priced.lines.map(
      (line) =>
        line.unitPrice[side] * 3n -
        sum(line.allocations.map((a) => a.amount[side])) +
        sum(line.taxLines.map((t) => t.amount[side])),
    );
    expect(sum(lines) + priced.shippingTotal[side] + priced.tip[side]).toBe(priced.total[side]);
  }
  expect(priced.lines[0]?.unitPrice).toEqual({ shop: 1999n, presentment: 1842n });
});
