import { expect, test } from "vitest";
import { activityInWords, actorInWords, reasonInHistory } from "./history-words.ts";

test.each([
  { action: "partnership_ended", detail: { endedFor: "fraud" }, says: "Ended the partnership: for fraud" },
  { action: "partnership_ended", detail: { endedFor: "inactive" }, says: "Ended the partnership" },
  { action: "code_flagged", detail: { code: "MAYA10" }, says: "Flagged the code as leaked: MAYA10" },
  {
    action: "award_granted",
    detail: { kind: "bonus", amountMinor: "2500", currency: "USD" },
    says: "Granted: a bonus, $25.00",
  },
  {
    action: "balance_corrected",
    detail: { amountMinor: "-900", currency: "JPY" },
    says: "Corrected the balance: -¥900",
  },
  { action: "balance_corrected", detail: { amountMinor: "x", currency: "USD" }, says: "Corrected the balance" },
  { action: "something_newer", detail: {}, says: "something newer" },
])("$action $detail: $says", ({ action, detail, says }) => expect(activityInWords({ action, detail })).toBe(says));

test.each([
  { actor: "merchant:42", says: "Store user 42" },
  { actor: "creator:0f9c", says: "The creator" },
  { actor: "system", says: "Fairshare" },
  { actor: "auto", says: "Fairshare" },
])("$actor is $says", ({ actor, says }) => expect(actorInWords(actor)).toBe(says));

test("the person's reason comes before the machine's", () => {
  expect(reasonInHistory({ reason: "Own orders", why: "x" })).toBe("Own orders");
  expect(reasonInHistory({ why: "Too many codes" })).toBe("Too many codes");
  expect(reasonInHistory({})).toBe("");
});
