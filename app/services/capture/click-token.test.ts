import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { instant } from "#app/domain/kernel/instant.ts";
import { clickTokenText, isSignedClick, signClick } from "./click-token.ts";

const [key, other, third] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const at = instant(Date.parse("2026-11-20T10:00:00.789Z"));
const click = signClick(key, "tok_maya-1", at);

test("a click that we signed is known again, to the second", () => {
  expect(isSignedClick({ current: key }, click)).toBe(true);
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
])("$why counts for nothing, with the key or after it", ({ forged }) => {
  expect(isSignedClick({ current: key }, forged)).toBe(false);
  expect(isSignedClick({ current: other, previous: key }, forged)).toBe(false);
});

test.each([
  { why: "signed with the current key, none before it", signing: { current: key }, counts: true },
  { why: "signed with the current key", signing: { current: key, previous: other }, counts: true },
  { why: "signed with the previous key", signing: { current: other, previous: key }, counts: true },
  { why: "signed with the one before the previous", signing: { current: other, previous: third }, counts: false },
  { why: "signed with the previous key, which is gone", signing: { current: other }, counts: false },
])("a click $why: $counts", ({ signing, counts }) => expect(isSignedClick(signing, click)).toBe(counts));
