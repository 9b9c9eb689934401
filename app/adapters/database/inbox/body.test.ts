import { randomBytes } from "node:crypto";
import { zstdCompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { bodyLimit, packBody, unpackBody } from "./body.ts";

const textOf = (bytes: number): Buffer => Buffer.alloc(bytes, '{"id":1,"note":"é ☕"}');
const sizes = [1, 20, 200, 255, 256, 300, 17_304, 65_535, 65_536, 65_791, 65_792, 1_000_000, bodyLimit];
const bodies = sizes.flatMap((size) => [textOf(size), size > 1_000_000 ? Buffer.alloc(size) : randomBytes(size)]);

test.each(bodies)("a body comes out as it went in (%#)", (body) => {
  const { encoding, packed, bodyBytes } = packBody(body);
  expect(Buffer.from(unpackBody(encoding, packed)).equals(body)).toBe(true);
  expect(bodyBytes).toBe(body.length);
  expect(packed.length).toBeLessThanOrEqual(body.length);
});

test.each([
  { why: "damaged", encoding: "zstd", packed: Buffer.from("deadbeef", "hex"), says: /frame descriptor/ },
  { why: "cut off", encoding: "zstd", packed: zstdCompressSync(textOf(5_000)).subarray(0, 40), says: /end of file/ },
  { why: "too large", encoding: "zstd", packed: zstdCompressSync(Buffer.alloc(bodyLimit + 1)), says: /larger than/ },
  { why: "of a later version", encoding: "zstd+9", packed: Buffer.from("x"), says: /run a newer one/ },
])("a body that is $why is refused", ({ encoding, packed, says }) =>
  expect(() => unpackBody(encoding, packed)).toThrow(says),
);

test("an erased body is empty", () => expect(unpackBody("erased", Buffer.of())).toHaveLength(0));
