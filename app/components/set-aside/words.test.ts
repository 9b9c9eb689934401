import { expect, test } from "vitest";
import { kindInWords, reasonInWords, topicInWords } from "./words.ts";

test.each([
  {
    reason: "invalid_body: currency: is EUR, but the shop's currency is USD",
    title: "A part of it could not be read",
    detail: "currency: is EUR, but the shop's currency is USD",
  },
  {
    reason: "failed: Error: order 7: it rests on nothing",
    title: "Working on it failed five times",
    detail: "Error: order 7: it rests on nothing",
  },
  { reason: "not_json: the body is signed, but not JSON", title: "It arrived damaged", detail: null },
  {
    reason: "uninstalled_shop: triggered after the app was removed",
    title: "It was sent while the app was removed",
    detail: null,
  },
  { reason: "unknown_topic: carts/update", title: "We did not expect a message of this kind", detail: null },
  { reason: "something new: of a later version", title: "It could not be used", detail: null },
  { reason: "", title: "It could not be used", detail: null },
])("$reason → $title", ({ reason, title, detail }) => expect(reasonInWords(reason)).toEqual({ title, detail }));

test("a topic without words of its own is told as Shopify names it", () => {
  expect(topicInWords("orders/create")).toBe("New order");
  expect(topicInWords("carts/update")).toBe("carts/update");
});

test("every kind says what can be done", () => {
  for (const what of ["invalid_body", "failed", "not_json", "uninstalled_shop", "unknown_topic", "other"])
    expect(kindInWords(what).remedy).toMatch(/\.$/);
});
