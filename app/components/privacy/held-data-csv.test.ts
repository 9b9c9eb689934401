import { expect, test } from "vitest";
import { heldDataCsv } from "./held-data-csv.ts";

test("one order a row, with its evidence", () => {
  const csv = heldDataCsv([
    {
      orderId: "5001",
      processedAt: "2026-11-20T10:00:00.000Z",
      identified: true,
      attribution: "credited",
      evidence: [
        { kind: "code", clickedAt: null },
        { kind: "click", clickedAt: "2026-11-19T10:00:00Z" },
      ],
      bodies: 2,
    },
    { orderId: "5002", processedAt: null, identified: false, attribution: null, evidence: [], bodies: 0 },
  ]);
  expect(csv.split("\r\n")).toEqual([
    "\uFEFForder,processed_at,hashes_of_the_customer,attribution,evidence,stored_messages",
    "5001,2026-11-20T10:00:00.000Z,yes,credited,code; click 2026-11-19T10:00:00Z,2",
    "5002,,no,,,0",
    "",
  ]);
});
