import * as fc from "fast-check";
import { expect, test } from "vitest";
import { orderReferences } from "./order-references.ts";

const [one, two, three] = [1, 2, 3].map((fill) => new Uint8Array(32).fill(fill)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];
const references = orderReferences({ current: one });
const aKey = fc.record({
  shopId: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  orderId: fc.bigInt({ min: 1n, max: 2n ** 62n }),
});

test("a name leads back to its order, and is the same each time", () =>
  fc.assert(
    fc.property(aKey, (key) => {
      const name = references.of(key);
      expect(name).toMatch(/^[\w-]{22}$/);
      expect(references.read(name)).toEqual(key);
      expect(references.of(key)).toBe(name);
    }),
  ));

test("made-up names, and those of another key, lead nowhere", () => {
  const others = orderReferences({ current: two });
  fc.assert(
    fc.property(aKey, fc.uint8Array({ minLength: 16, maxLength: 16 }), (key, bytes) => {
      expect(references.read(others.of(key))).toBeNull();
      expect(references.read(Buffer.from(bytes).toString("base64url"))).toBeNull();
    }),
  );
});

test.each([
  { why: "of the previous key", signing: { current: two, previous: one }, leads: true },
  { why: "of the current key", signing: { current: one, previous: two }, leads: true },
  { why: "of the one before the previous", signing: { current: two, previous: three }, leads: false },
  { why: "of a previous key that is gone", signing: { current: two }, leads: false },
])("during a rotation a name $why leads to its order: $leads", ({ signing, leads }) =>
  fc.assert(
    fc.property(aKey, (key) => {
      const rotated = orderReferences(signing);
      expect(rotated.read(references.of(key))).toEqual(leads ? key : null);
      // New names are the new key's alone: they outlive the previous one.
      expect(orderReferences({ current: signing.current }).read(rotated.of(key))).toEqual(key);
    }),
  ),
);

test.each(["", "1", "a".repeat(21), "a".repeat(23), "!".repeat(22), "../../etc"])("%j is no name", (text) =>
  expect(references.read(text)).toBeNull(),
);

test("orders that follow each other have names that do not", () => {
  const [first, second] = [1n, 2n].map((orderId) => references.of({ shopId: 1, orderId }));
  expect([...(first ?? "")].filter((letter, index) => letter === second?.[index]).length).toBeLessThan(8);
});
