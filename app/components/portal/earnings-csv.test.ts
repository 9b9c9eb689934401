import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { instant } from "#app/domain/kernel/instant.ts";
import type { Currency } from "#app/domain/money/currency.ts";
import type { EarningLine } from "#app/services/ports/creator-earnings.ts";
import { earningsCsv } from "./earnings-csv.server.ts";

const line: EarningLine = {
  id: "1",
  brandName: "Luma",
  brandSlug: "luma",
  timeZone: "UTC",
  kind: "manual",
  amountMinor: -1205n,
  currency: "USD" as Currency,
  happenedAt: instant(Date.parse("2026-11-24T10:00:00Z")),
  reason: "agreed by phone",
  commission: null,
  award: null,
  frozen: false,
};

async function csv(...lines: EarningLine[]): Promise<string[]> {
  async function* given() {
    yield* lines;
  }
  return (await text(earningsCsv(given(), instant(0))))
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split("\n");
}

test("amounts are plain decimals with a sign, in the currency's own decimals", async () => {
  const [head, usd, yen] = await csv(line, { ...line, amountMinor: 900n, currency: "JPY" as Currency });
  expect(head).toBe("date,brand,line,evidence,order,amount,currency,payable,why");
  expect(usd).toBe("2026-11-24T10:00:00.000Z,Luma,Entry by the brand,,,-12.05,USD,,Agreed by phone.");
  expect(yen).toContain(",900,JPY,");
});

test.each(["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)"])("a brand called %s is no formula", async (brandName) => {
  const [, row] = await csv({ ...line, brandName });
  expect(row).toContain(`,'${brandName},`);
});

test("commas, quotes and line breaks stay in their cell", async () => {
  const [, ...rows] = await csv({ ...line, brandName: 'Lu,"ma"\nInc' });
  expect(rows.join("\n")).toContain('"Lu,""ma""\nInc"');
});

test("nothing to say is a file with its heading", async () => expect(await csv()).toHaveLength(1));
