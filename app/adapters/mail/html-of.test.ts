import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { htmlOf } from "./html-of.ts";

const bodyOf = (text: string) => new JSDOM(htmlOf({ subject: "A <subject>", text })).window.document;

test("paragraphs and lines are those of the text", () => {
  const document = bodyOf("One\ntwo\n\nThree");
  expect([...document.querySelectorAll("div p")].map((p) => p.innerHTML)).toEqual(["One<br>two", "Three", "Fairshare"]);
});

test.each([
  { text: "Open https://a.test/x?y=1&z=2.", href: "https://a.test/x?y=1&z=2" },
  { text: "(see http://a.test/sign-in/Ab_-9)", href: "http://a.test/sign-in/Ab_-9" },
])("the address in $text is a link, without the sentence's end", ({ text, href }) => {
  const document = bodyOf(text);
  expect([...document.querySelectorAll("a")].map((a) => a.getAttribute("href"))).toEqual([href]);
  expect(document.querySelector("div p")?.textContent).toBe(text);
});

test.each([
  "<script>alert(1)</script>",
  `"><img src=x onerror=alert(1)>`,
  `https://a.test/"onclick="x`,
  "javascript:alert(1)",
  "a & b < c",
])("what a brand or a person wrote stays text: %s", (text) => {
  const document = bodyOf(text);
  expect(document.querySelector("div p")?.textContent).toBe(text);
  expect(document.querySelectorAll("script, img")).toHaveLength(0);
  expect(
    [...document.querySelectorAll("*")]
      .flatMap((node) => node.getAttributeNames())
      .filter((name) => name.startsWith("on")),
  ).toEqual([]);
});

test("nothing is loaded by reading it", () =>
  expect(htmlOf({ subject: "s", text: "t" })).not.toMatch(/src=|url\(|<link/));
