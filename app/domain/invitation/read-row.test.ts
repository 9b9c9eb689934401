import { expect, test } from "vitest";
import { readRow } from "./read-row.ts";

const columns = { email: 0, name: 1, lastName: 2, code: 3, link: 4, rate: 5 };
const read = (...cells: string[]) => readRow(cells, columns, "sca_ref");
const email = "maya@example.com";

test.each([
  {
    why: "everything",
    cells: [email, "Maya", "Lind", "MAYA10", "https://x.example/?sca_ref=12.Ab", "12,5 %"],
    invited: { email, name: "Maya Lind", code: "MAYA10", ownRateBps: 1250, oldToken: "sca_ref-12-Ab" },
  },
  {
    why: "an address alone",
    cells: [email],
    invited: { email, name: "", code: null, ownRateBps: null, oldToken: null },
  },
  {
    why: "emoji and a script from right to left",
    cells: [email, "مايا 🌻", "", "מאיה10", "", "10"],
    invited: { email, name: "مايا 🌻", code: "מאיה10", ownRateBps: 1000, oldToken: null },
  },
  {
    why: "spaces around",
    cells: [` ${email} `, " Maya ", "", " MAYA10 ", " 77 ", " 100% "],
    invited: { email, name: "Maya", code: "MAYA10", ownRateBps: 10_000, oldToken: "sca_ref-77" },
  },
  {
    why: "a name that is very long",
    cells: [email, "M".repeat(78), "Lind"],
    invited: { email, name: `${"M".repeat(78)} L`, code: null, ownRateBps: null, oldToken: null },
  },
])("$why", ({ cells, invited }) => expect(read(...cells)).toEqual({ kind: "invited", invited }));

test.each([
  { text: "12.25", bps: 1225 },
  { text: "12.2500 %", bps: 1225 },
  { text: "0.5", bps: 50 },
  { text: "0,01", bps: 1 },
])("a rate of $text is $bps basis points", ({ text, bps }) =>
  expect(read(email, "", "", "", "", text)).toMatchObject({ kind: "invited", invited: { ownRateBps: bps } }),
);

test("what no column holds is left out", () => {
  const emailAlone = { email: 1, name: null, lastName: null, code: null, link: null, rate: null };
  expect(readRow(["MAYA10", email, "50"], emailAlone, "sca_ref")).toEqual({
    kind: "invited",
    invited: { email, name: "", code: null, ownRateBps: null, oldToken: null },
  });
});

test("a mistake of our own is not told as one of the file", () =>
  expect(() => readRow([5 as never], columns, "sca_ref")).toThrow(TypeError));

test.each([
  { why: "no address", cells: [""], field: "email", says: /empty/ },
  { why: "none that it could be", cells: ["maya(at)example.com"], field: "email", says: /maya\(at\)/ },
  { why: "forty characters", cells: ["m".repeat(40)], field: "email", says: /^“m{40}” is/ },
  { why: "more than are shown", cells: ["m".repeat(41)], field: "email", says: /^“m{40}…” is/ },
  { why: "two codes", cells: [email, "", "", "MAYA10, MAYA20"], field: "code", says: /Keep one/ },
  { why: "a code that is a path", cells: [email, "", "", "a/b"], field: "code", says: /not one code/ },
  { why: "an amount for a rate", cells: [email, "", "", "", "", "$5"], field: "rate", says: /no percentage/ },
  { why: "finer than a basis point", cells: [email, "", "", "", "", "1.005"], field: "rate", says: /no percentage/ },
  { why: "more than a rate", cells: [email, "", "", "", "", "10 % net"], field: "rate", says: /no percentage/ },
  { why: "nothing for a rate", cells: [email, "", "", "", "", "0"], field: "rate", says: /above 0/ },
  { why: "more than all", cells: [email, "", "", "", "", "101"], field: "rate", says: /at most 100/ },
  {
    why: "another app's link",
    cells: [email, "", "", "", "https://x.example/?rfsn=1"],
    field: "link",
    says: /sca_ref/,
  },
  { why: "a link's value that no link carries", cells: [email, "", "", "", "مايا"], field: "link", says: /Leave it/ },
])("$why is told with its place", ({ cells, field, says }) => {
  expect(read(...cells)).toEqual({ kind: "problem", problem: { field, why: expect.stringMatching(says) as string } });
});
