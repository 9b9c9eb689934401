import { expect, test } from "vitest";
import type { Currency } from "#app/domain/money/currency.ts";
import { payoutUnpaidMail } from "./payout-mails.ts";

const told = {
  creatorId: "c",
  brandName: "Luma",
  money: { amountMinor: 1230n, currency: "USD" as Currency },
  portalUrl: "https://app.test/creator/payouts",
};

test.each([
  {
    kind: "failed",
    subject: /did not reach you$/,
    says: "tried to pay you 12.30 USD, and it did not work: No such account",
  },
  { kind: "returned", subject: /came back$/, says: "paid you 12.30 USD, and the money came back: No such account" },
] as const)("a payout that $kind says why, and that the money is still theirs", ({ kind, subject, says }) => {
  const mail = payoutUnpaidMail({ ...told, outcome: { kind, why: "No such account" } });
  expect(mail).toMatchObject({ kind: `payout_${kind}`, creatorId: "c", subject: expect.stringMatching(subject) });
  expect(mail.text).toContain(`Luma ${says}`);
  expect(mail.text).toContain("yours still");
  expect(mail.text).toContain(told.portalUrl);
});
