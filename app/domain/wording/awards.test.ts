import { expect, test } from "vitest";
import { awardInWords, awardLine } from "./awards.ts";

const formats = { day: (at: number) => `day ${at}` };
const open = { maturesAt: 30, releasedAt: null, withdrawnAt: null };

test.each([
  { why: "on hold", award: open, at: { frozen: false, now: 29 }, says: "Payable on day 30." },
  { why: "its hold ended this minute", award: open, at: { frozen: false, now: 30 }, says: "Payable within minutes." },
  {
    why: "released",
    award: { ...open, releasedAt: 31 },
    at: { frozen: false, now: 40 },
    says: "Payable since day 31.",
  },
  {
    why: "withdrawn",
    award: { ...open, withdrawnAt: 12 },
    at: { frozen: false, now: 40 },
    says: "Withdrawn on day 12.",
  },
  {
    why: "the shop removed the app",
    award: open,
    at: { frozen: true, now: 40 },
    says: "Frozen: the brand has removed Fairshare.",
  },
  {
    why: "released before the shop removed the app",
    award: { ...open, releasedAt: 31 },
    at: { frozen: true, now: 40 },
    says: "Payable since day 31.",
  },
])("$why: $says", ({ award, at, says }) => expect(awardInWords(award, at, formats)).toBe(says));

test("a line names what it is", () => {
  expect([awardLine("bonus", false), awardLine("bounty", true)]).toEqual(["Bonus", "Bounty withdrawn"]);
});
