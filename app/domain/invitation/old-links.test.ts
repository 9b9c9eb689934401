import { expect, test } from "vitest";
import { OLD_APPS, embedLine, isParameter, oldLinkToken, oldLinkTokens, oldLinkValue } from "./old-links.ts";

test.each([
  { parameter: "sca_ref", text: "https://shop.example/?sca_ref=5188496.BbHT", value: "5188496.BbHT" },
  { parameter: "sca_ref", text: "https://shop.example/p?utm=1&sca_ref=77#top", value: "77" },
  { parameter: "rfsn", text: "rfsn=7447450.9a0216", value: "7447450.9a0216" },
  { parameter: "ref", text: "R8mfScYiL", value: "R8mfScYiL" },
  { parameter: "ref", text: "مايا", value: "مايا" },
  { parameter: "rfsn", text: "https://shop.example/?sca_ref=1", value: null },
  { parameter: "rfsn", text: "https://shop.example/maya", value: null },
  { parameter: "rfsn", text: "maya 9a0216", value: null },
  { parameter: "rfsn", text: "https://shop.example/?rfsn=", value: null },
])("$parameter of $text: $value", ({ parameter, text, value }) => expect(oldLinkValue(parameter, text)).toBe(value));

test.each([
  { parameter: "sca_ref", value: "12.Ab~c", token: "sca_ref-12-Ab-c" },
  { parameter: "ref", value: "R8mf", token: "R8mf" },
  { parameter: "x", value: "9".repeat(80), token: `x-${"9".repeat(62)}` },
])("$parameter=$value leaves $token", ({ parameter, value, token }) =>
  expect(oldLinkToken(parameter, value)).toBe(token),
);

test("a landing page tells of the apps that are well known, and not of our own links", () => {
  expect(oldLinkTokens(new URLSearchParams("ref=mine&sca_ref=77&rfsn=&bg_ref=9"))).toEqual(["sca_ref-77", "bg_ref-9"]);
});

test("every app's line is one that the embed reads", () => {
  for (const { parameter } of OLD_APPS) expect(isParameter(parameter)).toBe(true);
  expect(embedLine("sca_ref")).toBe("sca_ref=sca_ref-");
  expect(embedLine("ref")).toBe("ref=");
  expect(["", "a b", "1x", "x".repeat(40), "a=b"].some(isParameter)).toBe(false);
});
