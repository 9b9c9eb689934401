import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { LineFile } from "./delivery-lines.ts";

const folder = mkdtempSync(path.join(tmpdir(), "delivery-lines-"));
afterAll(() => rmSync(folder, { recursive: true }));

function read(content: string) {
  const file = path.join(folder, "lines.jsonl");
  writeFileSync(file, content);
  const lines = new LineFile(file);
  const all = [...lines.lines()];
  const again = all.map(({ place }) => lines.again(place));
  lines.close();
  return { texts: all.map(({ text }) => text), numbers: all.map(({ place }) => place.number), again };
}

test.each([
  { why: "an empty file", content: "", texts: [] },
  { why: "a line", content: "a\n", texts: ["a"] },
  { why: "no newline at the end", content: "a\nb", texts: ["a", "b"] },
  { why: "empty lines keep their numbers", content: "\na\n\nb\n", texts: ["", "a", "", "b"] },
  { why: "bytes, not characters", content: "🔥\nقميص\nx", texts: ["🔥", "قميص", "x"] },
  { why: "a carriage return stays", content: "a\r\nb\r\n", texts: ["a\r", "b\r"] },
])("$why", ({ content, texts }) => {
  const found = read(content);
  expect(found.texts).toEqual(texts);
  expect(found.numbers).toEqual(texts.map((_, index) => index + 1));
  expect(found.again).toEqual(texts);
});

test("lines over the edges of what is read at once, and longer than it", () => {
  const long = "🔥".repeat(700_000); // 2.8 MB, read by the megabyte
  const texts = ["first", long, "x".repeat(1_048_575), "last"];
  const found = read(texts.join("\n"));
  expect(found.texts.map((text) => text.length)).toEqual(texts.map((text) => text.length));
  expect(found.again.every((text, index) => text === texts[index])).toBe(true);
});
