import * as fc from "fast-check";
import { expect, test } from "vitest";
import { orderReferences } from "./order-references.ts";

const references = orderReferences(new Uint8Array(32).fill(1));
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
  const others = orderReferences(new Uint8Array(32).fill(2));
  fc.assert(
    fc.property(aKey, fc.uint8Array({ minLength: 16, maxLength: 16 }), (key, bytes) => {
      expect(references.read(others.of(key))).toBeNull();
      expect(references.read(Buffer.from(bytes).toString("base64url"))).toBeNull();
    }),
  );
});

test.each(["", "1", "a".repeat(21), "a".repeat(23), "!".repeat(22), "../../etc"])("%j is no name", (text) =>
  expect(references.read(text)).toBeNull(),
);

test("orders that follow each other have names that do not", () => {
  const [one, two] = [1n, 2n].map((orderId) => references.of({ shopId: 1, orderId }));
  expect([...(one ?? "")].filter((letter, index) => letter === two?.[index]).length).toBeLessThan(8);
});
