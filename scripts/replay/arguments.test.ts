import { expect, test } from "vitest";
import { at } from "../../tests/builders/order.ts";
import { readReplayArguments } from "./arguments.ts";
import { BadInput } from "./bad-input.ts";

const files = ["--offer", "o.json", "--deliveries", "d.jsonl"];

test.each([
  { argv: files, is: { shuffle: null, now: null, json: false } },
  { argv: [...files, "--json"], is: { json: true } },
  { argv: [...files, "--shuffle", "7"], is: { shuffle: "7" } },
  { argv: [...files, "--now", "2026-11-24T00:00:00Z"], is: { now: at("2026-11-24T00:00:00Z") } },
])("$argv", ({ argv, is }) =>
  expect(readReplayArguments(argv)).toMatchObject({ offer: "o.json", deliveries: "d.jsonl", ...is }),
);

test.each([
  { argv: [], says: "--offer is missing: name the file with the offer" },
  { argv: ["--offer", "o.json"], says: "--deliveries is missing: name the file with the deliveries, one a line" },
  { argv: ["--offer", "", "--deliveries", "d"], says: "--offer is missing" },
  {
    argv: [...files, "--now", "tomorrow"],
    says: '--now: "tomorrow" is not an ISO 8601 time with its zone, such as 2026-11-24T00:00:00Z',
  },
  { argv: [...files, "--now", "2026-11-24"], says: "--now" },
  { argv: [...files, "--fast"], says: "--fast" },
  { argv: [...files, "extra"], says: "extra" },
  { argv: [...files, "--shuffle"], says: "--shuffle" },
])("$argv is refused: $says", ({ argv, says }) => {
  expect(() => readReplayArguments(argv)).toThrow(BadInput);
  expect(() => readReplayArguments(argv)).toThrow(says);
});
