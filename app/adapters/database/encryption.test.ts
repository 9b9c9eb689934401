import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createSealer, SealError } from "./encryption.ts";

const current = randomBytes(32);
const previous = randomBytes(32);

test.each(["", "shpat_1234", "Zoë 😀 \u0000", "x".repeat(100_000)])("what was sealed opens: %#", (text) => {
  const sealer = createSealer({ current });
  const sealed = sealer.seal(text);
  expect(sealer.open(sealed)).toBe(text);
});

test("nothing of the text can be read in what is stored", () =>
  expect(Buffer.from(createSealer({ current }).seal("shpat_1234")).includes("shpat")).toBe(false));

test("the same text is never sealed twice alike", () => {
  const sealer = createSealer({ current });
  expect(sealer.seal("a")).not.toEqual(sealer.seal("a"));
});

test("after a rotation the old is opened and known as old, the new is not readable by the old key alone", () => {
  const before = createSealer({ current: previous });
  const after = createSealer({ current, previous });
  const old = before.seal("token");
  expect(after.open(old)).toBe("token");
  expect(after.isCurrent(old)).toBe(false);
  expect(after.isCurrent(after.seal("token"))).toBe(true);
  expect(() => before.open(after.seal("token"))).toThrow("ENCRYPTION_KEY_PREVIOUS");
});

test("every changed byte is noticed", () => {
  const sealer = createSealer({ current });
  const sealed = sealer.seal("a secret");
  for (let index = 0; index < sealed.length; index++) {
    const changed = sealed.map((byte, at) => (at === index ? byte ^ 1 : byte));
    expect(() => sealer.open(changed), `byte ${index}`).toThrow(SealError);
  }
  expect(() => sealer.open(sealed.subarray(0, 20))).toThrow("was changed");
});

test("a key of another length is refused", () =>
  expect(() => createSealer({ current: randomBytes(16) })).toThrow("32 bytes, this one has 16"));
