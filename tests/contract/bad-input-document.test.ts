import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** docs/bad-input.md states what becomes of bad input; each of its rows stands on tests that exist. */

const document = readFileSync("docs/bad-input.md", "utf8");
const rows = document
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .filter(([, input = ""]) => input !== "input" && !/^-+$/.test(input));
const named = (cell: string) =>
  [...cell.matchAll(/`([^`]+?) › ([^`]+)`/g)].map(([, file = "", name = ""]) => ({ file, name }));

/** Whether a test, a row of a table of tests, or a scenario is called so in a file's source. */
const has = (file: string, name: string): boolean =>
  existsSync(file) && ['"', "`", "'"].some((quote) => readFileSync(file, "utf8").includes(quote + name + quote));

test("the document has a row for each input", () => expect(rows.length).toBeGreaterThanOrEqual(22));

test.each(rows.map(([, input = "", result = "", tests = ""]) => ({ input, result, tests })))(
  "$input",
  ({ result, tests }) => {
    expect(result).not.toBe("");
    const references = named(tests);
    expect(references).not.toEqual([]);
    expect(references.filter(({ file, name }) => !has(file, name))).toEqual([]);
  },
);
