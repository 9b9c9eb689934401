import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { instant } from "#app/domain/kernel/instant.ts";
import { clickTokenText, isSignedClick, signClick } from "./click-token.ts";

const key = randomBytes(32);
const at = instant(Date.parse("2026-11-20T10:00:00.789Z"));
const click = signClick(key, "tok_maya-1", at);

test("a click that we signed is known again, to the second", () => {
  expect(isSignedClick(key, click)).toBe(true);
  expect(click.clickedAt).toBe(Date.parse("2026-11-20T10:00:00Z"));
  expect(clickTokenText(click)).toMatch(/^tok_maya-1\.\d{10}\.[\w-]{22}$/);
});

test.each([
  { why: "another time", forged: { ...click, clickedAt: instant(click.clickedAt + 1000) } },
  { why: "another link", forged: { ...click, token: "tok_ben" } },
  {
    why: "another signature",
    forged: { ...click, signature: `${click.signature.slice(0, -1)}${click.signature.endsWith("A") ? "Q" : "A"}` },
  },
  { why: "a shorter signature", forged: { ...click, signature: click.signature.slice(0, 4) } },
  { why: "no signature", forged: { ...click, signature: "" } },
])("$why counts for nothing", ({ forged }) => expect(isSignedClick(key, forged)).toBe(false));

test("another key's signature counts for nothing", () => expect(isSignedClick(randomBytes(32), click)).toBe(false));
